package io.signalfactory.config;

import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes the definition of the settings down for people. */
final class SettingsDocumentation {

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated: ./signal-factory docs configuration > docs/configuration.md -->

      One properties file (UTF-8), named with `--config FILE`. In values, `${env:NAME}` stands for an
      environment variable and `${file:PATH:KEY}` for a key of another properties file, so that no
      secret needs to be in the file. An unknown key is an error. `config/` holds a file to start
      from for a laptop, for a Kafka cluster, and for MSK.

      ## Keys for Kafka's clients

      Keys with these prefixes are handed on as they are, without the prefix, after the defaults that
      the application sets:

      | prefix | goes to |
      |---|---|
      | `kafka.` | every client: the place for `kafka.security.protocol` and `kafka.sasl.*` |
      | `streams.` | Kafka Streams, for example `streams.num.standby.replicas` |
      | `producer.`, `consumer.`, `admin.` | these clients, of Kafka Streams and of the commands |

      Keys of Kafka Streams that the application decides itself, such as `streams.application.id`,
      are refused with the key to set instead.

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
