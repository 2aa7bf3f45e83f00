package io.signalfactory.gate;

/** The dataset of records that belong to no contract: its name follows from their topic. */
final class InferredDataset {

  private static final String PREFIX = "urn:dp:";
  private static final String RAW = "raw.";

  private InferredDataset() {}

  /**
   * The URN of the dataset. {@code raw.orders.events} gives {@code urn:dp:orders:events}: after a
   * leading {@code raw.}, the first name is the domain and the rest is the dataset. If there is
   * only one name, the domain is {@code raw}, or {@code default} for a topic without that prefix.
   */
  static String urn(String topic) {
    boolean raw = topic.startsWith(RAW) && topic.length() > RAW.length();
    String rest = raw ? topic.substring(RAW.length()) : topic;
    int dot = rest.indexOf('.');
    if (dot <= 0 || dot == rest.length() - 1) {
      return PREFIX + (raw ? "raw:" : "default:") + rest;
    }
    return PREFIX + rest.substring(0, dot) + ":" + rest.substring(dot + 1);
  }
}
