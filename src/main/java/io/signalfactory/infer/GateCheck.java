package io.signalfactory.infer;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.TopicPlan;
import io.signalfactory.gate.Verdict;
import io.signalfactory.gate.Violation;
import io.signalfactory.rule.RuleCompiler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Judges a sample by a draft that came from it, with the gates that judge every record. */
final class GateCheck {

  private final Sample sample;
  private final Map<String, Result> results = new HashMap<>();

  private GateCheck(Sample sample) {
    this.sample = sample;
  }

  /** What the gates say of the records of one dataset. */
  static final class Result {
    private long records;
    private long passed;
    private final SortedMap<String, Long> failures = new TreeMap<>();

    long records() {
      return records;
    }

    /** Those that do not fail. */
    long passed() {
      return passed;
    }

    /** How many records fail for what: {@code WRONG_TYPE amount}. */
    SortedMap<String, Long> failures() {
      return failures;
    }

    private void add(Verdict verdict) {
      records++;
      if (verdict.outcome() != Outcome.FAIL) {
        passed++;
      }
      for (GateResult gate : verdict.gates()) {
        for (Violation violation : gate.violations()) {
          if (violation.outcome() == Outcome.FAIL) {
            String field = violation.field();
            failures.merge(violation.code() + (field == null ? "" : " " + field), 1L, Long::sum);
          }
        }
      }
    }
  }

  /**
   * Judges each record.
   *
   * @param yaml the drafted contracts
   * @return by URN
   */
  static Map<String, Result> of(Sample sample, String yaml, IdentityRules identity) {
    List<Contract> contracts = new ArrayList<>();
    for (ContractDocument document :
        new ContractReader(new RuleCompiler()).readTogether("draft", yaml)) {
      Contract contract = document.contract();
      if (contract == null) {
        throw new IllegalStateException("a draft is not valid: " + document.problems());
      }
      contracts.add(contract);
    }
    GateCheck check = new GateCheck(sample);
    check.judge(TopicPlan.compile(sample.topic(), contracts, new JsonFormat()), identity);
    return check.results;
  }

  private void judge(TopicPlan plan, IdentityRules identity) {
    long latest =
        sample.records().stream()
            .map(SampledRecord::timestamp)
            .mapToLong(timestamp -> timestamp == null ? 0 : timestamp)
            .max()
            .orElse(0);
    Map<Integer, Enforcer> enforcers = new HashMap<>();
    sample.records().stream()
        .sorted(
            Comparator.comparingInt(SampledRecord::partition)
                .thenComparingLong(SampledRecord::offset))
        .forEach(
            record -> {
              Verdict verdict =
                  enforcers
                      .computeIfAbsent(
                          record.partition(),
                          p -> new Enforcer(plan, identity, new PartitionClock()))
                      .judge(new Sampled(sample.topic(), record, time(record, latest)), latest);
              results.computeIfAbsent(verdict.datasetUrn(), urn -> new Result()).add(verdict);
            });
  }

  /** A record of unknown time came when its event happened. */
  private static long time(SampledRecord record, long latest) {
    Long timestamp = record.timestamp();
    return timestamp == null ? latest : timestamp;
  }

  /** A record of a sample as the gates see it. */
  private record Sampled(String topic, SampledRecord sampled, long timestampMs)
      implements RawRecord {

    @Override
    public int partition() {
      return sampled.partition();
    }

    @Override
    public long offset() {
      return sampled.offset();
    }

    @Override
    public byte @Nullable [] key() {
      String key = sampled.key();
      return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] value() {
      return sampled.value();
    }

    @Override
    public byte @Nullable [] header(String name) {
      String text = sampled.headers().get(name);
      return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
