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
 * The contracts in force on this instance. They are compiled once per version, for all tasks
 * together. One thread may write while others read; a reader sees all contracts of a topic either
 * before or after a change.
 */
public final class ContractCatalog {

  private final PayloadFormats formats;
  private final ConcurrentMap<String, Contract> byUrn = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, TopicPlan> plans = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();

  /**
   * An empty catalogue.
   *
   * @param format the format that the values of all topics are in
   */
  public ContractCatalog(PayloadFormat format) {
    this(PayloadFormats.always(format));
  }

  /**
   * An empty catalogue.
   *
   * @param formats chooses how the values of a topic are read
   */
  public ContractCatalog(PayloadFormats formats) {
    this.formats = formats;
  }

  /** Puts an accepted contract in force, in place of the dataset's previous one. */
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

  /** A number that rises with every change, so that the same number means that nothing changed. */
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
   * The compiled contracts of a topic. Returns the same object until a contract of the topic
   * changes, so that a caller can compare by identity whether the plan that it uses is still valid.
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
    return TopicPlan.compile(topic, ofTopic, formats.of(ofTopic));
  }
}
