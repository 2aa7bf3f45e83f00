package io.signalfactory.infer;

import io.signalfactory.gate.IdentityRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Samples for tests. */
final class Records {

  static final long START = Instant.parse("2026-01-14T12:00:00Z").toEpochMilli();
  static final IdentityRules IDENTITY =
      new IdentityRules(
          List.of("x-obs-producer-service"), List.of("x-obs-producer-version"), Map.of());

  private Records() {}

  static SampledRecord record(int number, String value, Map<String, String> headers) {
    return new SampledRecord(
        0,
        number,
        "key-" + number,
        headers,
        value.getBytes(StandardCharsets.UTF_8),
        START + number * 1_000L);
  }

  /** Records of one partition, one per second. */
  static Sample sample(List<String> values) {
    List<SampledRecord> records = new ArrayList<>();
    values.forEach(value -> records.add(record(records.size(), value, Map.of())));
    return sampleOf(records);
  }

  static Sample sampleOf(List<SampledRecord> records) {
    return new Sample("raw.shop.events", records, List.of("For a test."));
  }

  /** As many records as wanted of a value in which {@code #} is the number of the record. */
  static Sample repeated(int count, String value) {
    return sample(
        IntStream.range(0, count).mapToObj(i -> value.replace("#", String.valueOf(i))).toList());
  }

  static String draft(Sample sample) {
    return ContractDrafts.of(sample, IDENTITY).orElseThrow().yaml();
  }
}
