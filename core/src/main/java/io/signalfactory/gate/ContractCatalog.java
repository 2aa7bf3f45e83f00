package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.PayloadFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The contracts in force on this instance, compiled once a version for every task that needs them.
 * Written by one thread, read by many; a reader sees a topic's contracts all before or all after a
 * change.
 */
public final class ContractCatalog {

  private final PayloadFormat format;
  private final ConcurrentMap<String, Contract> byUrn = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, TopicPlan> plans = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();

  /**
   * An empty catalogue.
   *
   * @param format the format that the values of all topics are in
   */
  public ContractCatalog(PayloadFormat format) {
    this.format = format;
  }

  /** Puts a checked contract in force, in place of the dataset's previous one. */
  public void apply(Contract contract) {
    Contract previous = byUrn.put(contract.urn(), contract);
    plans.remove(contract.dataset().topic());
    if (previous != null) {
      plans.remove(previous.dataset().topic());
    }
    version.incrementAndGet();
  }

  /** Retires the dataset's contract, if it has one. */
  public void retire(String urn) {
    Contract previous = byUrn.remove(urn);
    if (previous != null) {
      plans.remove(previous.dataset().topic());
    }
    version.incrementAndGet();
  }

  /** Changes with every change; whoever sees the same number as before has nothing to look up. */
  public long version() {
    return version.get();
  }

  /** The contract in force for a dataset. */
  public Optional<Contract> contract(String urn) {
    return Optional.ofNullable(byUrn.get(urn));
  }

  /** All contracts in force, in no order. */
  public List<Contract> contracts() {
    return List.copyOf(byUrn.values());
  }

  /**
   * What is to be asked of a topic's records now. The same object is returned until a contract of
   * the topic changes, so that a caller can tell by identity whether its own is still good.
   */
  public TopicPlan plan(String topic) {
    TopicPlan plan = plans.get(topic);
    return plan != null ? plan : plans.computeIfAbsent(topic, this::compile);
  }

  private TopicPlan compile(String topic) {
    List<Contract> ofTopic = new ArrayList<>();
    for (Contract contract : byUrn.values()) {
      if (contract.dataset().topic().equals(topic)) {
        ofTopic.add(contract);
      }
    }
    return TopicPlan.compile(topic, ofTopic, format);
  }
}
