package io.signalfactory.gate;

import io.signalfactory.benchmarks.OrderEvents;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.rule.Rule;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.rule.RuleEvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading, and each gate on an order that has been read. In the product's package, as the gates are
 * known only there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GateBenchmark {

  private static final String TOPIC = "raw.orders.events";
  private static final int EVENTS = 1_024;

  private final Order[] orders = new Order[EVENTS];
  private final HeaderTexts texts = new HeaderTexts();
  private final ResolutionGate resolution = new ResolutionGate();
  private final ContractGate contracts = new ContractGate();
  private final QualityGate quality = new QualityGate();
  private final long nowMs = Instant.parse("2026-01-14T12:34:56.789Z").toEpochMilli();
  private TopicPlan topic;
  private ContractPlan plan;
  private IdentityGate identity;
  private PayloadReader reader;
  private PayloadReader readerOfOne;
  private Order order;
  private Decoding decoding;
  private EventTime time;
  private Rule rule;
  private int next;

  /** An order with the headers of its producer. */
  private record Order(byte[] value, long sentMs, List<Header> headers) implements RawRecord {

    @Override
    public byte @Nullable [] key() {
      return null;
    }

    @Override
    public String topic() {
      return TOPIC;
    }

    @Override
    public int partition() {
      return 0;
    }

    @Override
    public long offset() {
      return 0;
    }

    @Override
    public long timestampMs() {
      return sentMs;
    }

    @Override
    public byte[] header(String name) {
      for (Header header : headers) {
        if (header.key().equals(name)) {
          return header.value();
        }
      }
      return null;
    }
  }

  /** Reads the contract of the orders from the folder that {@code -Dhome} names. */
  @Setup
  public void setUp() throws IOException {
    Path file = Path.of(System.getProperty("home", ".."), "contracts/orders/order-created.yaml");
    Contract contract =
        new ContractReader(new RuleCompiler())
            .readOne(file.toString(), Files.readString(file))
            .contract();
    topic = TopicPlan.compile(TOPIC, List.of(contract), new JsonFormat());
    plan = topic.contracts().get(0);
    identity =
        new IdentityGate(
            new IdentityRules(
                List.of("x-obs-producer-service"), List.of("x-obs-producer-version"), Map.of()));
    OrderEvents events = new OrderEvents("order.created", 0);
    for (int i = 0; i < EVENTS; i++) {
      orders[i] = new Order(events.next(Instant.ofEpochMilli(nowMs)), nowMs, OrderEvents.headers());
    }
    reader = topic.reader();
    readerOfOne = topic.reader();
    order = orders[0];
    decoding = readerOfOne.read(order);
    time = plan.clock().read(decoding.fieldsOrNull(), order, new PartitionClock(), nowMs);
    rule = plan.rules().get(plan.rules().size() - 1).condition();
  }

  /** An order's fields out of its bytes. */
  @Benchmark
  public Decoding parse() {
    return reader.read(orders[next++ % EVENTS]);
  }

  /** G1. */
  @Benchmark
  public Object g1Resolution() {
    return resolution.resolve(topic, decoding, order, texts);
  }

  /** G2. */
  @Benchmark
  public Object g2Identity() {
    return identity.check(identity.identify(order, plan.contract(), texts, nowMs));
  }

  /** G4; the event's time has been read before. */
  @Benchmark
  public Object g4Contract() {
    return contracts.check(decoding, plan, true);
  }

  /** G5, with two rules. */
  @Benchmark
  public Object g5Quality() {
    return quality.check(decoding, plan, time);
  }

  /** The rule {@code total_amount > 0}. */
  @Benchmark
  public Rule.Truth rule() throws RuleEvaluationException {
    return rule.evaluate(decoding.fieldsOrNull(), nowMs);
  }
}
