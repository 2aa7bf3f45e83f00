package io.signalfactory.infer;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a drafted dataset is called.
 *
 * @param domain lower-case letters, digits, {@code .}, {@code _} and {@code -}
 * @param dataset the same
 */
record DatasetName(String domain, String dataset) {

  private static final String RAW = "raw.";

  /** A URN takes somewhat longer ones. */
  private static final int LONGEST = 100;

  private static final int MOST_DIGITS = 5;

  DatasetName {
    domain = domain.substring(0, Math.min(LONGEST, domain.length()));
    dataset = dataset.substring(0, Math.min(LONGEST, dataset.length()));
  }

  /**
   * The name of the dataset of a topic, as it is inferred for records without a contract, in lower
   * case. {@code raw.orders.events} gives {@code orders:events}, and {@code orders:created} for its
   * events of the type {@code order.created}.
   *
   * @param type the word that names the event type; null if all events are meant
   */
  static DatasetName of(String topic, @Nullable String type) {
    String name = topic.toLowerCase(Locale.ROOT);
    boolean raw = name.startsWith(RAW) && name.length() > RAW.length();
    String rest = raw ? name.substring(RAW.length()) : name;
    int dot = rest.indexOf('.');
    boolean whole = dot <= 0 || dot == rest.length() - 1;
    String outside = raw ? "raw" : "default";
    if (type == null) {
      return whole
          ? new DatasetName(outside, rest)
          : new DatasetName(rest.substring(0, dot), rest.substring(dot + 1));
    }
    String domain = whole ? rest : rest.substring(0, dot);
    return new DatasetName(domain, withoutDomain(clean(type), domain));
  }

  /** Another name than those that are taken. */
  DatasetName apartFrom(Set<DatasetName> taken) {
    DatasetName name = this;
    String begin = dataset.substring(0, Math.min(LONGEST - MOST_DIGITS, dataset.length()));
    for (int number = 2; taken.contains(name); number++) {
      name = new DatasetName(domain, begin + "-" + number);
    }
    return name;
  }

  private static String clean(String type) {
    String apart = String.join("_", FieldName.wordsOf(type));
    String kept = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    // OrderCreated reads better as order_created.
    return type.equals(type.toLowerCase(Locale.ROOT)) || apart.isEmpty() ? kept : apart;
  }

  private static String withoutDomain(String type, String domain) {
    String singular = domain.endsWith("s") ? domain.substring(0, domain.length() - 1) : domain;
    for (String prefix : new String[] {domain, singular}) {
      if (type.startsWith(prefix)
          && type.length() > prefix.length() + 1
          && ".-_".indexOf(type.charAt(prefix.length())) >= 0) {
        return type.substring(prefix.length() + 1);
      }
    }
    return type;
  }

  String urn() {
    return "urn:dp:" + domain + ":" + dataset;
  }
}
