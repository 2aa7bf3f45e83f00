package io.signalfactory.config;

import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Renders the declared settings as Markdown: {@code docs/configuration.md}. */
final class SettingsDocumentation {

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated: ./signal-factory docs configuration > docs/configuration.md -->

      The configuration is one properties file (UTF-8), given with `--config FILE`. In values,
      `${env:NAME}` is replaced by an environment variable and `${file:PATH:KEY}` by a key of another
      properties file, so that secrets can stay outside. An unknown key is an error. `config/`
      contains examples for a laptop, for a Kafka cluster and for MSK.

      ## Keys for Kafka's clients

      Keys with these prefixes are passed to Kafka's clients without the prefix. They override the
      defaults that the application sets:

      | prefix | goes to |
      |---|---|
      | `kafka.` | all clients; use it for `kafka.security.protocol` and `kafka.sasl.*` |
      | `streams.` | Kafka Streams, for example `streams.num.standby.replicas` |
      | `producer.`, `consumer.`, `admin.` | the clients of that kind, in Kafka Streams and in the commands |

      Keys of Kafka Streams that the application sets itself, such as `streams.application.id`, are
      refused. The error names the key to set instead.

      ## Keys
      """;

  private SettingsDocumentation() {}

  static String markdown(ConfigDef definition) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (ConfigKey key : definition.configKeys().values()) {
      text.append("\n### `").append(key.name).append("`\n\n").append(key.documentation);
      text.append("\n\n- type: ").append(key.type.name().toLowerCase(Locale.ROOT));
      text.append("\n- default: ").append(defaultOf(key));
      if (key.validator != null) {
        text.append("\n- valid: ").append(key.validator);
      }
      text.append("\n- importance: ")
          .append(key.importance.name().toLowerCase(Locale.ROOT))
          .append('\n');
    }
    return text.toString();
  }

  private static String defaultOf(ConfigKey key) {
    if (key.defaultValue == null) {
      return "none";
    }
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return value.isEmpty() ? "empty" : "`" + value + "`";
  }
}
