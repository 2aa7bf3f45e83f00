package io.signalfactory.event.json;

import io.signalfactory.benchmarks.OrderEvents;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.StrictUtf8;
import io.signalfactory.time.Rfc3339Reader;
import io.signalfactory.time.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * What the faster ways of reading JSON gain: the habit, the scanner and Jackson, and the two ways
 * of reading a time. In the product's package, as the parts of the reader are known only there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadingBenchmark {

  private static final int EVENTS = 1_024;
  private static final byte[] TIME = "2026-01-14T12:34:56.789Z".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANOTHER_TIME =
      "2026-01-14T12:34:57.012Z".getBytes(StandardCharsets.US_ASCII);

  private final byte[][] events = new byte[EVENTS][];
  private final Rfc3339Reader utc = new Rfc3339Reader();
  private JsonReader reader;
  private JsonFields values;
  private JsonScanner scanner;
  private int next;

  /** Makes the events. */
  @Setup
  public void setUp() {
    FieldPlan.Builder plan = new FieldPlan.Builder();
    List.of("event_type", "order_id", "customer_id", "event_time", "total_amount")
        .forEach(path -> plan.slot(FieldPath.of(path), true));
    FieldPlan built = plan.build();
    reader = new JsonReader(built);
    values = new JsonFields(built);
    scanner = new JsonScanner(built, values, new JsonHabit().lesson());
    OrderEvents orders = new OrderEvents("order.created", 0);
    for (int i = 0; i < EVENTS; i++) {
      events[i] = orders.next(Instant.ofEpochMilli(1_768_392_000_000L));
    }
  }

  /** By the habit: the records are written like those before. */
  @Benchmark
  public Decoding read() {
    return reader.read(events[next++ % EVENTS]);
  }

  /** By the scanner: nothing is known of how the records are written. */
  @Benchmark
  public boolean scan() {
    byte[] event = events[next++ % EVENTS];
    values.begin(event);
    return StrictUtf8.accepts(event) && scanner.read(event);
  }

  /** By Jackson. */
  @Benchmark
  public Decoding readPlainly() {
    return reader.readPlainly(events[next++ % EVENTS]);
  }

  /** A time from its bytes, of the same second as the time before. */
  @Benchmark
  public long utcTime() {
    return utc.epochMillis(TIME, 0, TIME.length);
  }

  /** A time from its bytes, of another second than the time before. */
  @Benchmark
  public long utcTimeOfAnotherSecond() {
    byte[] time = (next++ & 1) == 0 ? TIME : ANOTHER_TIME;
    return utc.epochMillis(time, 0, time.length);
  }

  /** A time from text that has to be made first. */
  @Benchmark
  public long rfc3339Time() {
    return TimeFormat.RFC3339
        .epochMillis(new String(TIME, StandardCharsets.US_ASCII))
        .orElse(TimeFormat.NO_TIME);
  }
}
