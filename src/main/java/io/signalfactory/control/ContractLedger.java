package io.signalfactory.control;

import io.signalfactory.config.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes contracts on their topic, one change after the other, whoever makes them: instances and
 * command lines. A change is decided on what is in force and published in one transaction. All
 * writers use one transactional id, so a writer that begins shuts out the one before: what that one
 * had not committed yet never becomes visible, and it begins again on what is in force then. So no
 * change is lost, and none is decided on what is not in force any more.
 *
 * <p>Thread-safe; changes of one ledger wait for each other.
 */
public final class ContractLedger {

  private static final Logger LOG = LoggerFactory.getLogger(ContractLedger.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
  private static final int FIRST_PAUSE_MS = 20;
  private static final int LONGEST_PAUSE_MS = 500;

  private final Settings settings;
  private final Supplier<LastRevisions> lastRevisions;
  private final InstantSource clock;
  private final Duration patience;
  private final ContractsTopic topic;
  private final ContractRecords records;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param settings name the cluster and the topics
   * @param lastRevisions the numbers of changes that the contracts topic does not have any more;
   *     asked for anew with every change
   * @param clock the time of day
   * @param patience how long a change may take
   */
  public ContractLedger(
      Settings settings,
      Supplier<LastRevisions> lastRevisions,
      InstantSource clock,
      Duration patience) {
    this.settings = settings;
    this.lastRevisions = lastRevisions;
    this.clock = clock;
    this.patience = patience;
    this.topic = new ContractsTopic(settings, patience);
    this.records = new ContractRecords(settings.contractsTopic(), settings.contractVersionsTopic());
  }

  /**
   * What became of a change.
   *
   * @param decision what was decided; if it is {@link Decision.Accepted}, it is published
   * @param readUntil by topic, the offset of the record that an instance has to have read so that
   *     the contracts of the request are in effect there; empty if nothing was accepted
   */
  public record Result(Decision decision, Map<String, Long> readUntil) {
    public Result {
      readUntil = Map.copyOf(readUntil);
    }
  }

  /** What would become of a change now. Nothing is published. */
  public Decision look(ContractRequest request) {
    return request.decide(topic.read());
  }

  /**
   * Decides about a request and publishes what was accepted.
   *
   * @throws MissingTopicException if a topic does not exist
   * @throws BusyException if others changed contracts all the time
   * @throws KafkaException if the cluster does not answer in time. If it is a timeout, the change
   *     may have been made all the same; the same request can be repeated
   */
  public Result change(ContractRequest request, Author author) {
    long deadline = System.nanoTime() + patience.toNanos();
    if (!lockUntil(deadline)) {
      throw new BusyException(patience);
    }
    try {
      int pauseMs = FIRST_PAUSE_MS;
      while (true) {
        try {
          return tryOnce(request, author);
        } catch (KafkaException e) {
          if (!isShutOut(e)) {
            throw e;
          }
          LOG.debug("Another writer changed contracts first: beginning again", e);
        }
        if (System.nanoTime() - deadline > 0) {
          throw new BusyException(patience);
        }
        // At random, so that two writers do not shut each other out again and again.
        pause(ThreadLocalRandom.current().nextInt(pauseMs) + 1);
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    } finally {
      turn.unlock();
    }
  }

  private boolean lockUntil(long deadline) {
    try {
      return turn.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Result tryOnce(ContractRequest request, Author author) {
    Producer<byte[], byte[]> producer = new KafkaProducer<>(producerProperties());
    try {
      // From here on no writer that began earlier can commit, and its open transaction is undone.
      producer.initTransactions();
      ContractsInForce inForce = topic.read();
      Decision decision = request.decide(inForce);
      if (!(decision instanceof Decision.Accepted accepted)) {
        return new Result(decision, Map.of());
      }
      List<ProducerRecord<byte[], byte[]>> changes = changes(accepted, inForce, author);
      return new Result(
          decision, changes.isEmpty() ? whereTheyAre(accepted) : publish(producer, changes));
    } finally {
      producer.close(CLOSE_WITHIN);
    }
  }

  /** Where on the topic the contracts are that are in force already. */
  private Map<String, Long> whereTheyAre(Decision.Accepted accepted) {
    Map<String, Long> offsets = new HashMap<>();
    for (Proposal proposal : accepted.proposals()) {
      PublishedContract inForce = proposal.previous();
      if (inForce != null) {
        offsets.merge(settings.contractsTopic(), inForce.offset(), Math::max);
      }
    }
    return offsets;
  }

  private List<ProducerRecord<byte[], byte[]>> changes(
      Decision.Accepted accepted, ContractsInForce inForce, Author author) {
    List<ProducerRecord<byte[], byte[]>> changes = new ArrayList<>();
    LastRevisions retired = lastRevisions.get();
    for (Proposal proposal : accepted.proposals()) {
      if (proposal.effect() != Proposal.Effect.UNCHANGED) {
        long last =
            inForce.lastRevision(proposal.urn()).orElseGet(() -> retired.of(proposal.urn()));
        changes.addAll(records.of(proposal, last, author, clock.instant()));
      }
    }
    return changes;
  }

  private static Map<String, Long> publish(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> changes) {
    producer.beginTransaction();
    List<Future<RecordMetadata>> answers = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> change : changes) {
      answers.add(producer.send(change));
    }
    producer.commitTransaction();
    Map<String, Long> offsets = new HashMap<>();
    for (Future<RecordMetadata> answer : answers) {
      RecordMetadata sent = sent(answer);
      offsets.merge(sent.topic(), sent.offset(), Math::max);
    }
    return offsets;
  }

  private static RecordMetadata sent(Future<RecordMetadata> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("a contract was not published: " + e.getMessage(), e);
    }
  }

  private Map<String, Object> producerProperties() {
    Map<String, Object> properties = new HashMap<>(settings.producerProperties());
    int millis = Math.toIntExact(patience.toMillis());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.contractsTopic());
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    return properties;
  }

  /** Whether another writer has begun since. */
  private static boolean isShutOut(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ProducerFencedException
          || each instanceof InvalidProducerEpochException
          || each instanceof TransactionAbortedException) {
        return true;
      }
    }
    return false;
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
