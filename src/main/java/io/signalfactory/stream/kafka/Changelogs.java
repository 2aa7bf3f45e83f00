package io.signalfactory.stream.kafka;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** How the changelogs of our stores are configured. */
final class Changelogs {

  /**
   * A store's changelog carries the timestamp of the record at hand, and a raw record may be dated
   * in the year 9999, which a broker refuses by default. Nothing reads these timestamps, so the
   * broker's own are used instead.
   */
  static final Map<String, String> CONFIG =
      Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

  private Changelogs() {}
}
