package io.signalfactory.stream.enforce;

import io.signalfactory.codec.CodecException;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.event.EventTime;
import io.signalfactory.evidence.EvidenceJson;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.TopicPlan;
import io.signalfactory.gate.Verdict;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.RecordScope;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.stream.report.TallyRetention;
import io.signalfactory.stream.report.TallyStore;
import io.signalfactory.stream.unique.RulesInForce;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ENFORCE: every raw record through the gates to its Evidence and into its tally. Whatever a
 * record's bytes do to our code, the thread lives on and the record is accounted for: as Evidence,
 * or as a dead letter.
 */
public final class EnforceProcessor implements Processor<byte[], byte[], Object, Object> {

  private static final Logger LOG = LoggerFactory.getLogger(EnforceProcessor.class);
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);

  /** Punctuation runs inside the task's transaction, and while it runs no record is read. */
  private static final Duration EXPIRE_BUDGET = Duration.ofMillis(20);

  /** How often Evidence goes through the sink, which asks Kafka for the topic's partitions. */
  private static final long ASK_EVERY_MS = 100;

  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final ContractCatalog catalog;
  private final IdentityRules identityRules;
  private final EventMetrics metrics;
  private final LongSupplier nanoClock;
  private final RawPartitions partitions;
  private final EvidenceRoute evidenceRoute;
  private final Function<ProcessorContext<Object, Object>, RecordScope> scopes;
  private final RawBatch batch = new RawBatch();
  private final Observations observations = new Observations();
  private final EvidenceJson evidenceJson = new EvidenceJson();
  private final Map<String, RawTopic> topics = new HashMap<>();
  private ProcessorContext<Object, Object> context;
  private TallyStore tallies;
  private Uniqueness uniqueness;
  private ProgressReporter progress;
  private RecordScope scope;
  private @Nullable RawTopic latest;

  /** How many of the batch have been forwarded. */
  private int forwarded;

  /** When the sink was asked last, in milliseconds since the epoch. */
  private long askedMs;

  private boolean committedOnce;

  /**
   * @param evidenceRoute where Evidence goes; the same one that the sink asks
   * @param scopes how a processor with a context forwards what it has held
   */
  public EnforceProcessor(
      ContractCatalog catalog,
      IdentityRules identityRules,
      RawPartitions partitions,
      EventMetrics metrics,
      LongSupplier nanoClock,
      EvidenceRoute evidenceRoute,
      Function<ProcessorContext<Object, Object>, RecordScope> scopes) {
    this.catalog = catalog;
    this.identityRules = identityRules;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.partitions = partitions;
    this.evidenceRoute = evidenceRoute;
    this.scopes = scopes;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    this.scope = scopes.apply(context);
    this.tallies = context.getStateStore(Names.TALLY_STORE);
    this.tallies.beforeWriting(this::answerHeld);
    this.uniqueness =
        new Uniqueness(context.getStateStore(Names.PARTITION_KEY_STORE), observations);
    // Streams starts a task again with the same processors, and reads from where it committed.
    this.batch.clear();
    this.forwarded = 0;
    this.askedMs = 0;
    this.topics.clear();
    this.latest = null;
    this.progress = new ProgressReporter(partitions);
    this.committedOnce = false;
    context.schedule(TELL_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tellSignals);
    context.schedule(EXPIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::expire);
    context.schedule(
        RulesInForce.LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forgetRetiredRules);
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    // After a timeout Kafka Streams may give the record again that ran into it.
    if (!batch.endsWith(from)) {
      batch.add(new HeldRecord(raw, from, context.currentSystemTimeMs()));
    }
    if (batch.isFull()) {
      answerHeld();
    }
    if (!committedOnce) {
      // After a start or a move readers have waited long enough: not for the next commit as well.
      committedOnce = true;
      context.commit();
    }
  }

  /**
   * Answers the records that are held: all of them are judged, then all counted, then all forwarded
   * (ADR 0016). If it fails, the next call goes on where this one stopped, and as long as it fails
   * the task cannot commit.
   */
  private void answerHeld() {
    if (batch.size() > 0) {
      scope.run(this::answerInPasses);
      batch.clear();
      forwarded = 0;
    }
  }

  private void answerInPasses() {
    for (int i = 0; i < batch.size(); i++) {
      judge(batch.get(i));
    }
    for (int i = 0; i < batch.size(); i++) {
      account(batch.get(i));
    }
    // Not where our own failures are caught: what fails downstream is no fault of the record, and
    // is Streams' to handle.
    while (forwarded < batch.size()) {
      forward(batch.get(forwarded));
      forwarded++;
    }
    forwardClaims();
  }

  private void judge(HeldRecord held) {
    if (held.isJudged()) {
      return;
    }
    try {
      RawTopic topic = topic(held.from());
      held.judged(topic, topic.enforcer().judge(held, held.nowMs()));
    } catch (RuntimeException e) {
      deadLetter(held, e);
    }
  }

  private void account(HeldRecord held) {
    if (held.isAnswered()) {
      return;
    }
    try {
      held.answered(evidence(held));
    } catch (KafkaException | CodecException e) {
      // A store or a client failed, not our code on this record: Streams knows what to do. If the
      // record is counted once more, it claims once more.
      uniqueness.takeBack(held);
      throw e;
    } catch (RuntimeException e) {
      uniqueness.takeBack(held);
      deadLetter(held, e);
    }
  }

  private EvidenceRecord evidence(HeldRecord held) {
    RawTopic topic = held.rawTopic();
    Verdict verdict = uniqueness.settle(held.verdict());
    RawTopic.Dataset dataset = topic.dataset(verdict.datasetUrn());
    byte[] json = evidenceJson.write(verdict, dataset.evidence(), held.nowMs());
    uniqueness.claim(held, verdict);
    count(verdict, dataset);
    topic.read(held.offset());
    dataset.judged(verdict.outcome(), metrics);
    metrics.judged(verdict.gates());
    return new EvidenceRecord(dataset.key(), json, topic.evidenceSpread());
  }

  private void forward(HeldRecord held) {
    scope.answering(held.from());
    Answer answer = held.answer();
    if (answer instanceof EvidenceRecord evidence) {
      forward(evidence, held.nowMs());
    } else if (answer instanceof DeadLetter dead) {
      context.forward(dead.letter(), Names.DEAD_LETTER_SINK);
    }
  }

  /**
   * Forwards Evidence. Only ten times a second it goes through the sink, which asks Kafka for the
   * topic's partitions and measures how late it is: that took 0.15 µs a record, a quarter of
   * sending it (ADR 0016).
   */
  private void forward(EvidenceRecord evidence, long nowMs) {
    if (Math.abs(nowMs - askedMs) >= ASK_EVERY_MS || !evidenceRoute.isKnown()) {
      askedMs = nowMs;
      context.forward(new Record<>(evidence.key(), evidence, nowMs), Names.EVIDENCE_SINK);
    } else {
      scope.write(Names.EVIDENCE_SINK, evidenceRoute.of(evidence, nowMs));
    }
  }

  private void forwardClaims() {
    for (Uniqueness.Claim claim = uniqueness.firstClaim();
        claim != null;
        claim = uniqueness.firstClaim()) {
      scope.answering(claim.record().from());
      context.forward(
          new Record<>(
              claim.key().toBytes(), claim.claim(), claim.record().nowMs(), new RecordHeaders()),
          Names.BY_KEY_FILTER);
      uniqueness.toldFirstClaim();
    }
  }

  private void count(Verdict verdict, RawTopic.Dataset dataset) {
    EventTime time = verdict.eventTime();
    long minute = Math.floorDiv(time.countedAtMs(), MINUTE_MS);
    Tally tally = dataset.tally(minute, tallies);
    tally.add(observations.of(verdict));
    if (time.isOwn()) {
      // Into the minute of the arrival: the same one, unless the record was long under way.
      long arrivalMinute = Math.floorDiv(verdict.arrivalMs(), MINUTE_MS);
      countArrival(
          verdict, arrivalMinute == minute ? tally : dataset.tally(arrivalMinute, tallies));
    }
  }

  private static void countArrival(Verdict verdict, Tally tally) {
    long lagMs = verdict.arrivalMs() - verdict.eventTime().epochMs();
    Contract contract = verdict.contract();
    Duration grace = contract == null ? DatasetSelector.DEFAULT_GRACE : contract.dataset().grace();
    tally.addArrival(verdict.record().offset(), lagMs, lagMs > grace.toMillis());
  }

  private void deadLetter(HeldRecord held, RuntimeException failure) {
    LOG.error(
        "Our code failed on {}-{} offset {}; the record goes to the dead-letter topic and has no"
            + " Evidence. Please report this stack:",
        held.topic(),
        held.partition(),
        held.offset(),
        withoutMessage(failure));
    metrics.deadLettered();
    held.answered(DeadLetter.of(held.raw(), held.from(), failure, held.nowMs()));
  }

  /** Where our code failed, without what it said: a message may quote the record. */
  private static RuntimeException withoutMessage(RuntimeException failure) {
    RuntimeException shown = new RuntimeException(failure.getClass().getName());
    shown.setStackTrace(failure.getStackTrace());
    return shown;
  }

  private RawTopic topic(RecordMetadata from) {
    // Looked at before the plans, so that a change in between is seen at the next record.
    long version = catalog.version();
    RawTopic topic = latest;
    if (topic == null
        || topic.catalogVersion() != version
        || !topic.source().topic().equals(from.topic())) {
      topic = topics.get(from.topic());
      if (topic == null || topic.catalogVersion() != version) {
        topic = upToDate(topic, from, version);
        topics.put(from.topic(), topic);
      }
      latest = topic;
    }
    return topic;
  }

  private RawTopic upToDate(@Nullable RawTopic topic, RecordMetadata from, long version) {
    TopicPlan plan = catalog.plan(from.topic());
    if (topic != null && topic.enforcer().topic() == plan) {
      topic.seen(version);
      return topic;
    }
    SourcePartition source = new SourcePartition(from.topic(), from.partition());
    return new RawTopic(new Enforcer(plan, identityRules), source, version);
  }

  private void tellSignals(long nowMs) {
    answerHeld();
    tallies.drainUnsent(
        (id, tally) ->
            tell(id.datasetUrn(), new SignalInput.Partial(id.source(), id.minute(), tally), nowMs));
    metrics.publish();
    topics.values().forEach(topic -> progress.readThrough(topic.source(), topic.readThrough()));
    Set<SourcePartition> sources = new HashSet<>(tallies.sources());
    sources.addAll(partitions.readBy(context.taskId()));
    progress.due(sources, nowMs).forEach(report -> tell("", report, nowMs));
  }

  private void tell(String datasetUrn, SignalInput input, long nowMs) {
    context.forward(
        new Record<>(datasetUrn, input, nowMs, new RecordHeaders()), Names.BY_DATASET_FILTER);
  }

  private void expire(long nowMs) {
    long deadline = nanoClock.getAsLong() + EXPIRE_BUDGET.toNanos();
    tallies.expire(
        Math.floorDiv(nowMs, MINUTE_MS),
        () -> nanoClock.getAsLong() - deadline > 0,
        new TallyRetention(catalog));
  }

  private void forgetRetiredRules(long nowMs) {
    long deadline = nanoClock.getAsLong() + EXPIRE_BUDGET.toNanos();
    uniqueness.retainOnly(RulesInForce.of(catalog), () -> nanoClock.getAsLong() - deadline > 0);
  }

  @Override
  public void close() {
    metrics.publish();
  }
}
