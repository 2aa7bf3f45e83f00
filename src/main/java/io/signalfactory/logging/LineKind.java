package io.signalfactory.logging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line of Kafka's clients is about. Lines of the same kind say the same: they differ in the
 * client that says it and in numbers only.
 *
 * @param key equal for lines of the same kind
 * @param broker the address of the broker that does not answer, if that is what the line says; else
 *     null
 */
record LineKind(String key, @Nullable String broker) {

  private static final Pattern NO_CONNECTION =
      Pattern.compile(
          "Connection to node \\S+ \\((?<node>[^)]*)\\) could not be established"
              + "|Bootstrap broker (?<bootstrap>\\S+) .*disconnected");

  /** The client that says it: {@code [Consumer clientId=…, groupId=…] }. */
  private static final Pattern SPEAKER = Pattern.compile("^(\\[[^]]*]|stream-\\w+|\\s)+");

  /** A number, or a random id in hexadecimal digits. */
  private static final Pattern NUMBER = Pattern.compile("\\b[0-9a-f]{8}[0-9a-f-]*\\b|\\d+");

  /**
   * @param logger the name of the logger
   * @param thrown the class of the exception that is logged with the line; null if there is none
   */
  static LineKind of(String logger, String message, @Nullable String thrown) {
    Matcher noConnection = NO_CONNECTION.matcher(message);
    if (thrown == null && noConnection.find()) {
      @Nullable String node = noConnection.group("node");
      String broker = node == null ? noConnection.group("bootstrap") : address(node);
      return new LineKind("broker " + broker, broker);
    }
    String said = SPEAKER.matcher(message).replaceFirst("");
    return new LineKind(logger + " " + thrown + " " + NUMBER.matcher(said).replaceAll("#"), null);
  }

  /** {@code broker-1/10.0.0.7:9092} and {@code /10.0.0.7:9092}: the name if there is one. */
  private static String address(String node) {
    int slash = node.indexOf('/');
    if (slash < 0) {
      return node;
    }
    String name = node.substring(0, slash);
    String port = node.substring(node.lastIndexOf(':') + 1);
    return name.isEmpty() ? node.substring(1) : name + ":" + port;
  }
}
