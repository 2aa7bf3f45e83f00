package io.signalfactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Keeps what ENFORCE costs from creeping up: bytes allocated, which are the same on every machine,
 * and time in units of Jackson's {@code readTree} in the same run, with room for a noisy one.
 */
final class Guard {

  /** Measured 1,024, of which 8 say whose clock stamped the record (ADR 29). */
  private static final double BYTES = 1_040;

  /** Its Evidence alone has 0.14 kB more, which say what is wrong. */
  private static final double BYTES_OF_A_FAULTY_RECORD = 1_280;

  /** The goal is 1.0; a machine that does other things beside has measured 1.1. */
  private static final double TIMES_READ_TREE = 1.5;

  /** The goal is 1.0: a record in Avro or Protobuf costs no more than the same in JSON. */
  private static final double TIMES_JSON = 1.3;

  private Guard() {}

  /**
   * @param file that JMH wrote
   * @return what was measured
   * @throws RigException if it is too much
   */
  static String check(Path file) throws IOException {
    JsonNode results = new JsonMapper().readTree(file.toFile());
    JsonNode enforce = named(results, "enforce");
    double bytes = bytes(enforce);
    double bytesIfFaulty = bytes(named(results, "enforceFaulty"));
    double ratio = nanos(enforce) / nanos(named(results, "readTree"));
    double avro = nanos(named(results, "enforceAvro")) / nanos(enforce);
    double protobuf = nanos(named(results, "enforceProtobuf")) / nanos(enforce);
    String measured =
        String.format(
            Locale.ROOT,
            "ENFORCE allocates %.0f bytes per record (limit %.0f) and %.0f bytes per faulty record"
                + " (limit %.0f), and takes %.2f times as long as readTree (limit %.1f); in Avro %.2f"
                + " and in Protobuf %.2f times as long as in JSON (limit %.1f)",
            bytes,
            BYTES,
            bytesIfFaulty,
            BYTES_OF_A_FAULTY_RECORD,
            ratio,
            TIMES_READ_TREE,
            avro,
            protobuf,
            TIMES_JSON);
    if (!isWithin(bytes, BYTES)
        || !isWithin(bytesIfFaulty, BYTES_OF_A_FAULTY_RECORD)
        || !isWithin(ratio, TIMES_READ_TREE)
        || !isWithin(avro, TIMES_JSON)
        || !isWithin(protobuf, TIMES_JSON)) {
      throw new RigException(
          measured + ": find out with benchmarks/run micro what has become slower");
    }
    return measured;
  }

  /** False for what was not measured, too. */
  private static boolean isWithin(double measured, double limit) {
    return measured > 0 && measured <= limit;
  }

  private static double bytes(JsonNode result) {
    return result
        .path("secondaryMetrics")
        .path("gc.alloc.rate.norm")
        .path("score")
        .asDouble(Double.NaN);
  }

  private static JsonNode named(JsonNode results, String method) {
    return StreamSupport.stream(results.spliterator(), false)
        .filter(result -> result.path("benchmark").asText().endsWith("." + method))
        .findAny()
        .orElseThrow(() -> new RigException("JMH has not measured " + method));
  }

  private static double nanos(JsonNode result) {
    return result.path("primaryMetric").path("score").asDouble();
  }
}
