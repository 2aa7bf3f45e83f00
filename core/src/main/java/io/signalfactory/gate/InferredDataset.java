package io.signalfactory.gate;

/** The dataset of records that belong to no contract: it is named after their topic. */
public final class InferredDataset {

  private static final String PREFIX = "urn:dp:";
  private static final String RAW = "raw.";

  private InferredDataset() {}

  /**
   * {@code raw.orders.events} gives {@code urn:dp:orders:events}: without a leading {@code raw.},
   * the first name is the domain and the rest names the dataset. A topic of one name belongs to the
   * domain {@code raw} or, without that prefix, {@code default}.
   */
  public static String urn(String topic) {
    boolean raw = topic.startsWith(RAW) && topic.length() > RAW.length();
    String rest = raw ? topic.substring(RAW.length()) : topic;
    int dot = rest.indexOf('.');
    if (dot <= 0 || dot == rest.length() - 1) {
      return PREFIX + (raw ? "raw:" : "default:") + rest;
    }
    return PREFIX + rest.substring(0, dot) + ":" + rest.substring(dot + 1);
  }
}
