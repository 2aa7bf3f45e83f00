package io.signalfactory.event;

import io.signalfactory.benchmarks.OrderEvents;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.TimeFormat;
import io.signalfactory.contract.UtcText;
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
 * What the shortcuts of reading gain: the scanner beside the library, with members in their usual
 * order and not, and the two ways of reading a time. In the product's package, as the halves of the
 * reader are known only there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadingBenchmark {

  private static final int EVENTS = 1_024;
  private static final byte[] TIME =
      "2026-01-14T12:34:56.789Z".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANOTHER_TIME =
      "2026-01-14T12:34:57.012Z".getBytes(StandardCharsets.US_ASCII);

  private final byte[][] usual = new byte[EVENTS][];
  private final byte[][] shuffled = new byte[EVENTS][];
  private final UtcText utc = new UtcText();
  private EventReader reader;
  private int next;

  /** Makes the events. */
  @Setup
  public void setUp() {
    FieldPlan.Builder plan = new FieldPlan.Builder();
    List.of("event_type", "order_id", "customer_id", "event_time", "total_amount")
        .forEach(path -> plan.slot(FieldPath.of(path), true));
    reader = new EventReader(plan.build());
    OrderEvents orders = new OrderEvents("order.created", 0);
    for (int i = 0; i < EVENTS; i++) {
      usual[i] = orders.next(Instant.ofEpochMilli(1_768_392_000_000L));
      shuffled[i] = rotated(usual[i], i % 7);
    }
  }

  /** The same members, but beginning with another one. */
  private static byte[] rotated(byte[] event, int by) {
    String members = new String(event, 1, event.length - 2, StandardCharsets.US_ASCII);
    String rest = members;
    for (int i = 0; i < by; i++) {
      // Up to the items, which are an array, members are separated by nothing but commas.
      int comma = rest.indexOf(',');
      if (comma < 0 || rest.indexOf('[') < comma) {
        break;
      }
      rest = rest.substring(comma + 1) + "," + rest.substring(0, comma);
    }
    return ("{" + rest + "}").getBytes(StandardCharsets.US_ASCII);
  }

  /** By the scanner, the members in their usual order. */
  @Benchmark
  public Decoding scan() {
    return reader.read(usual[next++ % EVENTS]);
  }

  /** By the scanner, each record's members in another order than the one's before. */
  @Benchmark
  public Decoding scanWithoutHabit() {
    return reader.read(shuffled[next++ % EVENTS]);
  }

  /** By the library. */
  @Benchmark
  public Decoding readPlainly() {
    return reader.readPlainly(usual[next++ % EVENTS]);
  }

  /** A time, from its bytes, of the same second as the time before. */
  @Benchmark
  public long utcTime() {
    return utc.epochMillis(TIME, 0, TIME.length);
  }

  /** A time, from its bytes, of another second than the time before. */
  @Benchmark
  public long utcTimeOfAnotherSecond() {
    byte[] time = (next++ & 1) == 0 ? TIME : ANOTHER_TIME;
    return utc.epochMillis(time, 0, time.length);
  }

  /** A time, from text that has to be made first. */
  @Benchmark
  public long rfc3339Time() {
    return TimeFormat.RFC3339
        .epochMillis(new String(TIME, StandardCharsets.US_ASCII))
        .orElse(TimeFormat.NO_TIME);
  }
}
