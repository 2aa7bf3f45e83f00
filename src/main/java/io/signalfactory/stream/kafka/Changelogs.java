package io.signalfactory.stream.kafka;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** How the changelogs of our stores are configured. */
final class Changelogs {

  /**
   * A changelog record gets the timestamp of the record that is being processed. A raw record may
   * be dated in the year 9999, which a broker refuses by default. Nothing reads the timestamps of
   * changelogs, so the broker sets them.
   */
  static final Map<String, String> CONFIG =
      Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

  private Changelogs() {}
}
