package io.signalfactory.config;

import java.util.Locale;

/** How often the effects of one raw record can show in the topics that are written. */
public enum ProcessingGuarantee {
  /** Once, failures included; readers must read committed records only. */
  EXACTLY_ONCE_V2,
  /** Once or, after a failure, again with the same ids. */
  AT_LEAST_ONCE;

  /** The name in configuration, which is Kafka Streams' own: {@code exactly_once_v2}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
