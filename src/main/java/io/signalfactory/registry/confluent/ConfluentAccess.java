package io.signalfactory.registry.confluent;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where a registry is, and how to be let in.
 *
 * @param urls of the servers of one registry, {@code http://…} or {@code https://…}, with the path
 *     in front of {@code /subjects}; not empty. The first is asked until it fails, then the next
 * @param authorization the value of the header {@code Authorization}; empty for none
 * @param tls settings of Kafka for TLS ({@code ssl.…}); empty for those of the JDK
 * @param timeout to connect, and again to read
 */
public record ConfluentAccess(
    List<String> urls, Secret authorization, Map<String, Object> tls, Duration timeout) {

  public ConfluentAccess {
    urls = List.copyOf(urls);
    tls = Map.copyOf(tls);
  }

  /**
   * A text that does not print.
   *
   * @param text empty for none
   */
  public record Secret(String text) {
    @Override
    public String toString() {
      return text.isEmpty() ? "none" : "[hidden]";
    }
  }
}
