package io.signalfactory.server.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalfactory.server.http.OpenConnection.Closing;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports which connections we closed: each to the metrics, and a sum per minute to the log. */
final class ClosedConnections {

  private static final Logger LOG = LoggerFactory.getLogger(ClosedConnections.class);

  private static final Duration LOG_EVERY = Duration.ofMinutes(1);

  /** Of more clients than this, the log names none. */
  private static final int MAX_CLIENTS = 10_000;

  private final MeterRegistry registry;
  private final Map<Closing, Integer> notLogged = new EnumMap<>(Closing.class);
  private final Map<ClientAddress, Integer> clients = new LinkedHashMap<>();
  private @Nullable Long loggedAt;

  ClosedConnections(MeterRegistry registry) {
    this.registry = registry;
    // So that they are there, as 0, before they are needed.
    for (Closing closing : Closing.values()) {
      counter(closing);
    }
  }

  private Counter counter(Closing closing) {
    return Counter.builder("http.server.connections.closed")
        .description("Connections that the server closed, by reason")
        .tag("reason", closing.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  /** Counts a connection. */
  synchronized void add(ClientAddress client, Closing closing) {
    counter(closing).increment();
    notLogged.merge(closing, 1, Integer::sum);
    if (clients.size() < MAX_CLIENTS || clients.containsKey(client)) {
      clients.merge(client, 1, Integer::sum);
    }
  }

  /**
   * Logs what has not been logged, at most once per minute.
   *
   * @param now the time, in nanoseconds
   */
  synchronized void log(long now) {
    if (notLogged.isEmpty() || (loggedAt != null && now - loggedAt < LOG_EVERY.toNanos())) {
      return;
    }
    loggedAt = now;
    LOG.warn("Closed connections: {}. Most are from {}", sums(), mostFrequent());
    notLogged.clear();
    clients.clear();
  }

  private String sums() {
    return notLogged.entrySet().stream()
        .map(sum -> sum.getValue() + " " + reason(sum.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String reason(Closing closing) {
    return switch (closing) {
      case SLOW_HEAD -> "whose headers took too long";
      case SLOW_BODY -> "whose body took too long";
      case SLOW_READER -> "whose client did not read the answer";
      case CROWDED -> "that waited while new ones came";
    };
  }

  private String mostFrequent() {
    return clients.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> most.getKey().text() + " (" + most.getValue() + ")")
        .orElse("many clients");
  }
}
