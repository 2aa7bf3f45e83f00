package io.signalfactory.stream.enforce;

import io.signalfactory.codec.CodecException;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.event.EventTime;
import io.signalfactory.evidence.EvidenceJson;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.LastSeen;
import io.signalfactory.gate.TopicPlan;
import io.signalfactory.gate.Verdict;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.kafka.RawTimestamps;
import io.signalfactory.stream.kafka.RecordScope;
import io.signalfactory.stream.report.Origin;
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
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ENFORCE: takes every raw record through the gates, publishes its Evidence, counts it in a tally,
 * and reports tallies to SIGNALS. Whatever bytes a record has, the thread goes on, and the record
 * ends as Evidence or as a dead letter.
 */
public final class EnforceProcessor implements Processor<byte[], byte[], Object, Object> {

  private static final Logger LOG = LoggerFactory.getLogger(EnforceProcessor.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(1);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);

  /** No record is read while punctuation runs, and it is part of the task's transaction. */
  private static final Duration EXPIRE_BUDGET = Duration.ofMillis(20);

  /** How often Evidence goes through the sink, which looks up the topic's partitions. */
  private static final long LOOK_UP_EVERY_MS = 100;

  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final ContractCatalog catalog;
  private final IdentityRules identityRules;
  private final EventMetrics metrics;
  private final LongSupplier nanoClock;
  private final RawPartitions partitions;
  private final RawTimestamps timestamps;
  private final EvidenceRoute evidenceRoute;
  private final Function<ProcessorContext<Object, Object>, RecordScope> scopes;
  private final RawBatch batch = new RawBatch();
  private final Observations observations = new Observations();
  private final EvidenceJson evidenceJson = new EvidenceJson();
  private final Map<String, RawTopic> topics = new HashMap<>();
  private ProcessorContext<Object, Object> context;
  private TallyStore tallies;
  private Uniqueness uniqueness;
  private KeyDatasets keyDatasets;
  private ProgressReporter progress;
  private RecordScope scope;
  private @Nullable RawTopic latest;

  /** How many records of the batch have been forwarded. */
  private int forwarded;

  /** When Evidence last went through the sink, in milliseconds since the epoch. */
  private long lookedUpMs;

  private boolean committedOnce;

  /** {@link RawPartitions#incarnationChanges} when the topics were looked up. */
  private long incarnationChanges;

  /**
   * @param timestamps knows who stamped a record; the source uses the same object
   * @param evidenceRoute chooses the partition of Evidence; the sink uses the same object
   * @param scopes makes what a processor forwards records with later, from its context
   */
  public EnforceProcessor(
      ContractCatalog catalog,
      IdentityRules identityRules,
      RawPartitions partitions,
      RawTimestamps timestamps,
      EventMetrics metrics,
      LongSupplier nanoClock,
      EvidenceRoute evidenceRoute,
      Function<ProcessorContext<Object, Object>, RecordScope> scopes) {
    this.catalog = catalog;
    this.identityRules = identityRules;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.partitions = partitions;
    this.timestamps = timestamps;
    this.evidenceRoute = evidenceRoute;
    this.scopes = scopes;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    this.scope = scopes.apply(context);
    this.tallies = context.getStateStore(Names.TALLY_STORE);
    this.tallies.beforeWriting(this::completeBatch);
    KeyValueStore<Bytes, byte[]> keys = context.getStateStore(Names.PARTITION_KEY_STORE);
    this.uniqueness = new Uniqueness(keys, observations);
    this.keyDatasets = new KeyDatasets(keys);
    // Streams can start a task again with the same processor, and reads on from the last commit.
    this.batch.clear();
    this.forwarded = 0;
    this.lookedUpMs = 0;
    this.topics.clear();
    this.latest = null;
    this.progress = new ProgressReporter(partitions);
    this.committedOnce = false;
    this.incarnationChanges = partitions.incarnationChanges();
    context.schedule(REPORT_EVERY, PunctuationType.WALL_CLOCK_TIME, this::reportToSignals);
    context.schedule(EXPIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::expire);
    context.schedule(
        RulesInForce.LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forgetRetiredRules);
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    lookForIncarnations();
    lookUp(from);
    // After a timeout Kafka Streams may pass the same record once more.
    if (!batch.endsWith(from)) {
      batch.add(
          new HeldRecord(
              raw, from, context.currentSystemTimeMs(), timestamps.stampedByBroker(from)));
    }
    if (batch.isFull()) {
      processBatch();
    }
    if (!committedOnce) {
      // Readers have waited for a start or a move: do not make them wait for the next commit too.
      committedOnce = true;
      context.commit();
    }
  }

  /**
   * Processes the batch: judges all of its records, then counts all, then forwards all (ADR 0016).
   * If it fails, the next call goes on where this one stopped; the task cannot commit before it
   * succeeds.
   */
  private void processBatch() {
    if (batch.size() > 0) {
      scope.run(this::processInPasses);
      batch.clear();
      forwarded = 0;
    }
  }

  /** What has to be done before the task commits. */
  private void completeBatch() {
    processBatch();
    keyDatasets.write();
    scope.commitPresentPartitions();
  }

  private void processInPasses() {
    for (int i = 0; i < batch.size(); i++) {
      judge(batch.get(i));
    }
    for (int i = 0; i < batch.size(); i++) {
      count(batch.get(i));
    }
    // Outside the code that catches our own failures: what fails downstream is not the record's
    // fault, and Streams handles it.
    while (forwarded < batch.size()) {
      forward(batch.get(forwarded));
      forwarded++;
    }
    forwardClaims();
  }

  /**
   * Looks up the topics again where one may have been created again. What is held is processed
   * first: it was read before, so it belongs to the incarnations that were known until now. Counted
   * by the positions of the next one, it would hide that one's first records.
   */
  private void lookForIncarnations() {
    long changes = partitions.incarnationChanges();
    if (changes != incarnationChanges) {
      processBatch();
      incarnationChanges = changes;
      reportReading();
      topics.clear();
      latest = null;
    }
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

  private void count(HeldRecord held) {
    if (held.hasEnded()) {
      return;
    }
    try {
      held.ended(evidence(held));
    } catch (KafkaException | CodecException e) {
      // A store or a client failed, not our code on this record: Streams handles it. The record is
      // counted again then, and makes its claims again.
      uniqueness.withdraw(held);
      throw e;
    } catch (RuntimeException e) {
      uniqueness.withdraw(held);
      deadLetter(held, e);
    }
  }

  private EvidenceRecord evidence(HeldRecord held) {
    RawTopic topic = held.rawTopic();
    Verdict verdict = uniqueness.settle(held.verdict());
    RawTopic.TopicDataset dataset = topic.dataset(verdict.datasetUrn());
    byte[] json = evidenceJson.write(verdict, dataset.evidence(), held.nowMs());
    uniqueness.addClaims(held, verdict);
    count(verdict, dataset, evidenceJson.hasTrace());
    topic.readThrough(held.position(), tallies);
    dataset.judged(verdict.outcome(), metrics);
    metrics.judged(verdict.gates());
    return new EvidenceRecord(dataset.key(), json, topic.evidenceSpread());
  }

  private void forward(HeldRecord held) {
    scope.forwardFor(held.from());
    RecordResult result = held.result();
    if (result instanceof EvidenceRecord evidence) {
      forward(evidence, held.nowMs());
    } else if (result instanceof DeadLetter dead) {
      context.forward(dead.letter(), Names.DEAD_LETTER_SINK);
    }
  }

  /**
   * Forwards Evidence. Only ten times per second it goes through the sink, which looks up the
   * topic's partitions and measures how late the record is: doing both for every record is a good
   * part of what sending costs (ADR 0016).
   */
  private void forward(EvidenceRecord evidence, long nowMs) {
    if (Math.abs(nowMs - lookedUpMs) >= LOOK_UP_EVERY_MS || !evidenceRoute.isKnown()) {
      lookedUpMs = nowMs;
      context.forward(new Record<>(evidence.key(), evidence, nowMs), Names.EVIDENCE_SINK);
    } else {
      scope.write(Names.EVIDENCE_SINK, evidenceRoute.of(evidence, nowMs));
    }
  }

  private void forwardClaims() {
    for (Uniqueness.Claim claim = uniqueness.peekClaim();
        claim != null;
        claim = uniqueness.peekClaim()) {
      scope.forwardFor(claim.record().from());
      context.forward(
          new Record<>(
              claim.key().toBytes(), claim.claim(), claim.record().nowMs(), new RecordHeaders()),
          Names.BY_KEY_FILTER);
      uniqueness.removeClaim();
    }
  }

  private void count(Verdict verdict, RawTopic.TopicDataset dataset, boolean traced) {
    EventTime time = verdict.eventTime();
    long minute = Math.floorDiv(time.countedAtMs(), MINUTE_MS);
    Tally tally = dataset.tally(minute, tallies);
    tally.add(observations.of(verdict, Marks.of(verdict, traced)));
    if (time.isOwn()) {
      // Into the minute of the arrival: mostly the same one.
      long arrivalMinute = Math.floorDiv(verdict.arrivalMs(), MINUTE_MS);
      countArrival(
          verdict, arrivalMinute == minute ? tally : dataset.tally(arrivalMinute, tallies));
    }
  }

  private static void countArrival(Verdict verdict, Tally tally) {
    long lagMs = verdict.arrivalMs() - verdict.eventTime().epochMs();
    Contract contract = verdict.contract();
    Duration grace = contract == null ? DatasetSelector.DEFAULT_GRACE : contract.dataset().grace();
    tally.addArrival(verdict.record().position(), lagMs, lagMs > grace.toMillis());
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
    held.ended(DeadLetter.of(held.raw(), held.from(), failure, held.nowMs()));
  }

  /** The stack of a failure without its message, which may quote the record. */
  private static RuntimeException withoutMessage(RuntimeException failure) {
    RuntimeException shown = new RuntimeException(failure.getClass().getName());
    shown.setStackTrace(failure.getStackTrace());
    return shown;
  }

  private RawTopic topic(RecordMetadata from) {
    // Read before the plans, so that a change in between is noticed at the next record.
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

  /** Takes note of a topic's incarnation while its record is known to be of it. */
  private void lookUp(RecordMetadata from) {
    if (latest == null || !latest.source().topic().equals(from.topic())) {
      try {
        var unused = topic(from);
      } catch (RuntimeException e) {
        // Judging the record fails in the same way, and says what comes of it.
        LOG.debug("Topic {} cannot be looked up", from.topic(), e);
      }
    }
  }

  private RawTopic upToDate(@Nullable RawTopic topic, RecordMetadata from, long version) {
    TopicPlan plan = catalog.plan(from.topic());
    if (topic != null && topic.enforcer().topic() == plan) {
      topic.isCurrentAt(version);
      return topic;
    }
    SourcePartition source = new SourcePartition(from.topic(), from.partition());
    LastSeen lastSeen = plan.toldApartByField() ? keyDatasets.of(from.topic()) : LastSeen.NOWHERE;
    return new RawTopic(
        new Enforcer(plan, identityRules, tallies.clock(source), lastSeen),
        source,
        topic == null ? origin(source) : topic.origin(),
        version);
  }

  private Origin origin(SourcePartition source) {
    Origin before = tallies.origin(source);
    Origin now = before.of(partitions.topicId(source), context.currentSystemTimeMs());
    if (!now.equals(before)) {
      tallies.begins(source, now);
    }
    if (now.base() != before.base()) {
      partitions.createdAgain(source, before.topicId());
      progress.startsAgain(source);
    }
    return now;
  }

  private void reportToSignals(long nowMs) {
    processBatch();
    tallies.drainUnreported(
        (id, tally) ->
            report(
                id.datasetUrn(), new SignalInput.Partial(id.source(), id.minute(), tally), nowMs));
    metrics.publish();
    reportReading();
    Set<SourcePartition> sources = new HashSet<>(tallies.sources());
    sources.addAll(partitions.readBy(context.taskId()));
    sources.forEach(source -> progress.isOf(source, tallies.origin(source).createdAgainAtMs()));
    progress.due(sources, nowMs).forEach(due -> report("", due, nowMs));
  }

  private void reportReading() {
    topics.values().forEach(topic -> progress.readThrough(topic.source(), topic.readThrough()));
  }

  private void report(String datasetUrn, SignalInput input, long nowMs) {
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
