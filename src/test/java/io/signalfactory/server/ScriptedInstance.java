package io.signalfactory.server;

import io.signalfactory.query.Instance;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.SignalStores;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.tally.Counts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An application whose state a test writes down. */
final class ScriptedInstance implements Instance, SignalStores {

  private final List<SignalState> states = new ArrayList<>();
  private final List<Breach> breaches = new ArrayList<>();
  private final Map<String, byte[]> contracts = new TreeMap<>();
  private final Map<String, NavigableMap<Long, Counts>> minutes = new TreeMap<>();
  private final Map<String, ObservedSpan> observed = new TreeMap<>();
  private boolean alive = true;
  private boolean ready = true;
  private @Nullable RuntimeException failure;

  synchronized void reset() {
    states.clear();
    breaches.clear();
    contracts.clear();
    minutes.clear();
    observed.clear();
    alive = true;
    ready = true;
    failure = null;
  }

  synchronized void has(SignalState... more) {
    states.addAll(List.of(more));
  }

  synchronized void has(Breach... more) {
    breaches.addAll(List.of(more));
  }

  synchronized void hasContract(String urn, String document) {
    contracts.put(urn, document.getBytes(StandardCharsets.UTF_8));
  }

  synchronized void hasMinute(String urn, long minute, Counts counts) {
    minutes.computeIfAbsent(urn, u -> new TreeMap<>()).put(minute, counts);
  }

  synchronized void hasObserved(String urn, ObservedSpan span) {
    observed.put(urn, span);
  }

  synchronized void isMoving() {
    ready = false;
    failure = new NotReadyException("state is moving or not restored yet: REBALANCING", null);
  }

  synchronized void isDead() {
    alive = false;
    ready = false;
  }

  synchronized void failsWith(RuntimeException error) {
    failure = error;
  }

  @Override
  public synchronized boolean alive() {
    return alive;
  }

  @Override
  public synchronized boolean ready() {
    return ready;
  }

  @Override
  public synchronized String state() {
    if (!alive) {
      return "ERROR";
    }
    return ready ? "RUNNING" : "REBALANCING";
  }

  @Override
  public SignalStores signals() {
    return this;
  }

  @Override
  public synchronized List<SignalState> states() {
    failIfAsked();
    return List.copyOf(states);
  }

  @Override
  public synchronized List<SignalState> states(String datasetUrn) {
    failIfAsked();
    return states.stream().filter(s -> s.key().datasetUrn().equals(datasetUrn)).toList();
  }

  @Override
  public synchronized Optional<SignalState> state(SignalKey key) {
    failIfAsked();
    return states.stream().filter(s -> s.key().equals(key)).findFirst();
  }

  @Override
  public synchronized List<Breach> breaches() {
    failIfAsked();
    return List.copyOf(breaches);
  }

  @Override
  public synchronized NavigableMap<Long, Counts> minutes(
      String datasetUrn, long fromMinute, long toMinute) {
    failIfAsked();
    return minutes
        .getOrDefault(datasetUrn, new TreeMap<>())
        .subMap(fromMinute, true, toMinute, false);
  }

  @Override
  public synchronized Optional<ObservedSpan> observed(String datasetUrn) {
    failIfAsked();
    return Optional.ofNullable(observed.get(datasetUrn));
  }

  @Override
  public synchronized OptionalLong firstMinute(String datasetUrn) {
    failIfAsked();
    NavigableMap<Long, Counts> own = minutes.getOrDefault(datasetUrn, new TreeMap<>());
    return own.isEmpty() ? OptionalLong.empty() : OptionalLong.of(own.firstKey());
  }

  @Override
  public synchronized Map<String, byte[]> contracts() {
    failIfAsked();
    return new TreeMap<>(contracts);
  }

  @Override
  public synchronized Optional<byte[]> contract(String datasetUrn) {
    failIfAsked();
    return Optional.ofNullable(contracts.get(datasetUrn));
  }

  private void failIfAsked() {
    if (failure != null) {
      throw failure;
    }
  }
}
