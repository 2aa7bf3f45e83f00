package io.signalfactory.server.http;

import io.signalfactory.server.http.OpenConnection.Closing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The open connections of a server. Where there are too many, a new one is not refused: the one
 * that has waited longest without a request gives way to it. So whoever opens many connections and
 * leaves them waiting only loses connections of their own, and somebody who asks at once gets an
 * answer. Thread-safe.
 */
final class ConnectionTable {

  private final ConnectionLimits limits;
  private final Map<ClientAddress, Set<OpenConnection>> byClient = new HashMap<>();
  private int size;

  ConnectionTable(ConnectionLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds a connection.
   *
   * @return the connection that has to be closed for it, which can be the new one itself; empty if
   *     there is room
   */
  synchronized Optional<OpenConnection> opened(OpenConnection connection) {
    Set<OpenConnection> ofClient =
        byClient.computeIfAbsent(connection.client(), client -> new LinkedHashSet<>());
    ofClient.add(connection);
    size++;
    Optional<OpenConnection> leaving =
        ofClient.size() > limits.perClient()
            ? Optional.of(longestWaiting(ofClient, connection))
            : Optional.empty();
    if (leaving.isEmpty() && size > limits.total()) {
      leaving = Optional.of(longestWaiting(largest(), connection));
    }
    leaving.ifPresent(this::closed);
    return leaving;
  }

  private Collection<OpenConnection> largest() {
    return byClient.values().stream().max(Comparator.comparingInt(Set::size)).orElseThrow();
  }

  private static OpenConnection longestWaiting(
      Collection<OpenConnection> connections, OpenConnection otherwise) {
    // Nanoseconds of a JVM may overflow, so their differences are compared.
    long now = otherwise.since();
    return connections.stream()
        .filter(other -> other != otherwise && other.canGiveWay())
        .max(Comparator.comparingLong(other -> now - other.since()))
        .orElse(otherwise);
  }

  /** Removes a connection; nothing happens if it is not there. */
  synchronized void closed(OpenConnection connection) {
    Set<OpenConnection> ofClient = byClient.get(connection.client());
    if (ofClient != null && ofClient.remove(connection)) {
      size--;
      if (ofClient.isEmpty()) {
        byClient.remove(connection.client());
      }
    }
  }

  /**
   * The connections whose clients take too long, with the reason.
   *
   * @param othersWait whether requests of others wait for a thread
   * @param now the time, in nanoseconds
   */
  Map<OpenConnection, Closing> overdue(boolean othersWait, long now) {
    Map<OpenConnection, Closing> overdue = new LinkedHashMap<>();
    for (OpenConnection connection : all()) {
      connection
          .overdue(limits, othersWait, now)
          .ifPresent(closing -> overdue.put(connection, closing));
    }
    return overdue;
  }

  private synchronized List<OpenConnection> all() {
    List<OpenConnection> all = new ArrayList<>(size);
    byClient.values().forEach(all::addAll);
    return all;
  }

  /** How many requests of a client have arrived and are not answered yet. */
  synchronized int requestsOf(ClientAddress client) {
    return (int)
        byClient.getOrDefault(client, Set.of()).stream()
            .filter(connection -> !connection.canGiveWay())
            .count();
  }

  /** How many connections are open. */
  synchronized int size() {
    return size;
  }
}
