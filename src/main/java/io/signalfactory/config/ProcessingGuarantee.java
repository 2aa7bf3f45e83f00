package io.signalfactory.config;

import java.util.Locale;

/** How often one raw record can have an effect on the topics that are written. */
enum ProcessingGuarantee {
  /** Once, even after a failure; readers must read committed records only. */
  EXACTLY_ONCE_V2,
  /** Once, or again after a failure, with the same ids. */
  AT_LEAST_ONCE;

  /** The name in the configuration, the same as in Kafka Streams: {@code exactly_once_v2}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
