package io.signalfactory.gate;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractReader;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.rule.RuleCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * G1 where many contracts share a topic and each record is of another dataset than the one before.
 * Their names differ in a number at the end, as numbered shops or tenants do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ResolutionBenchmark {

  private static final String TOPIC = "raw.orders.events";

  @Param({"1", "5", "1000"})
  private int contracts;

  /** What tells them apart. */
  @Param({"field", "header"})
  private String by;

  private final HeaderTexts texts = new HeaderTexts();
  private final ResolutionGate resolution = new ResolutionGate();
  private final List<Event> events = new ArrayList<>();
  private final List<Decoding> decodings = new ArrayList<>();
  private TopicPlan topic;
  private int next;

  /** Reads the contract of the orders from the folder that {@code -Dhome} names. */
  @Setup
  public void setUp() throws IOException {
    Path file = Path.of(System.getProperty("home", ".."), "contracts/orders/order-created.yaml");
    String template = Files.readString(file);
    List<Contract> all = new ArrayList<>();
    for (int i = 0; i < contracts; i++) {
      String contract =
          template
              .replace("urn: urn:dp:orders:created", "urn: urn:dp:orders:created" + i)
              .replace("equals: order.created", "equals: " + type(i));
      if (by.equals("header")) {
        contract = contract.replaceFirst("field: event_type", "header: event_type");
      }
      all.add(new ContractReader(new RuleCompiler()).readOne(file.toString(), contract).contract());
    }
    topic = TopicPlan.compile(TOPIC, all, new JsonFormat());
    for (int i = 0; i < contracts; i++) {
      byte[] type = type(i).getBytes(StandardCharsets.UTF_8);
      byte[] value = ("{\"event_type\":\"" + type(i) + "\"}").getBytes(StandardCharsets.UTF_8);
      Event event = new Event(value, type);
      events.add(event);
      decodings.add(topic.reader().read(event));
      requireResolved(i);
    }
  }

  private void requireResolved(int dataset) {
    String urn =
        resolution.resolve(topic, decodings.get(dataset), events.get(dataset), texts).datasetUrn();
    if (!urn.equals("urn:dp:orders:created" + dataset)) {
      throw new IllegalStateException("a record of dataset " + dataset + " is taken for " + urn);
    }
  }

  private static String type(int dataset) {
    return "order.created." + dataset;
  }

  /** Which dataset a record belongs to that has been read. */
  @Benchmark
  public Object resolve() {
    Event event = events.get(next);
    Decoding decoding = decodings.get(next);
    next = next + 1 == contracts ? 0 : next + 1;
    return resolution.resolve(topic, decoding, event, texts);
  }

  /** An order that names its type in its value and in a header. */
  private record Event(byte[] value, byte[] type) implements RawRecord {

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
      return 0;
    }

    @Override
    public byte[] header(String name) {
      return name.equals("event_type") ? type : null;
    }
  }
}
