package io.signalfactory.stream.unique;

import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.KeyHash;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.TallyId;
import io.signalfactory.stream.report.TallyRetention;
import io.signalfactory.stream.report.TallyStore;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.unique.KeyHistory;
import io.signalfactory.unique.UniqueClaim;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * UNIQUE: compares the keys of one hash range over all raw partitions. It counts what it finds in
 * tallies of its own, which SIGNALS adds to those of ENFORCE: rule evaluations, passes and causes,
 * but no events, as ENFORCE counted those already (ADR 0009).
 */
public final class UniqueProcessor implements Processor<byte[], UniqueClaim, String, SignalInput> {

  /**
   * Begins the name of its tallies' source. No topic's name can have its slash, so the source is
   * none of the raw partitions whose progress SIGNALS waits for.
   */
  static final String SOURCE_PREFIX = Names.BY_KEY + "/";

  private static final Duration REPORT_EVERY = Duration.ofSeconds(1);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);
  private static final Duration BUDGET = Duration.ofMillis(20);
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final ContractCatalog catalog;
  private final LongSupplier nanoClock;
  private ProcessorContext<String, SignalInput> context;
  private UniqueKeys keys;
  private TallyStore tallies;

  public UniqueProcessor(ContractCatalog catalog, LongSupplier nanoClock) {
    this.catalog = catalog;
    this.nanoClock = nanoClock;
  }

  @Override
  public void init(ProcessorContext<String, SignalInput> context) {
    this.context = context;
    this.keys =
        new UniqueKeys(
            context.getStateStore(Names.DATASET_KEY_STORE), UniqueKeys.Lateness.UP_TO_WITHIN);
    this.tallies = context.getStateStore(Names.UNIQUE_TALLY_STORE);
    context.schedule(REPORT_EVERY, PunctuationType.WALL_CLOCK_TIME, this::reportToSignals);
    context.schedule(EXPIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::expire);
    context.schedule(
        RulesInForce.LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forgetRetiredRules);
  }

  @Override
  public void process(Record<byte[], UniqueClaim> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    UniqueClaim claim = record.value();
    KeyHistory.Occurrence occurrence =
        keys.see(
            claim.ruleId(),
            claim.withinMs(),
            KeyHash.fromBytes(record.key()),
            claim.sighting(from.offset()));
    if (occurrence == null || occurrence == KeyHistory.Occurrence.CLAIMED_AGAIN) {
      return;
    }
    SourcePartition source =
        new SourcePartition(SOURCE_PREFIX + claim.sample().topic(), from.partition());
    TallyId id = new TallyId(claim.minute(), source, claim.datasetUrn());
    claim.count(tallies.open(id), from.offset(), occurrence.isRepeat());
  }

  private void reportToSignals(long nowMs) {
    tallies.drainUnreported(
        (id, tally) ->
            context.forward(
                new Record<>(
                    id.datasetUrn(),
                    new SignalInput.Partial(id.source(), id.minute(), tally),
                    nowMs,
                    new RecordHeaders()),
                Names.UNIQUE_SINK));
  }

  private void expire(long nowMs) {
    long deadline = nanoClock.getAsLong() + BUDGET.toNanos();
    tallies.expire(
        Math.floorDiv(nowMs, MINUTE_MS),
        () -> nanoClock.getAsLong() - deadline > 0,
        new TallyRetention(catalog));
  }

  private void forgetRetiredRules(long nowMs) {
    long deadline = nanoClock.getAsLong() + BUDGET.toNanos();
    keys.retainOnly(RulesInForce.of(catalog), () -> nanoClock.getAsLong() - deadline > 0);
  }
}
