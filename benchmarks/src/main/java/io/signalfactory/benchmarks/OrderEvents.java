package io.signalfactory.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Orders of 336 bytes with three headers, the same ones at every run. */
public final class OrderEvents {

  /** Bytes of a value. */
  public static final int BYTES = 336;

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final List<Header> HEADERS =
      List.of(
          header("producer-service", "orders-svc"),
          header("producer-version", "v3.17"),
          header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

  private final Random random = new Random(42);
  private final String eventType;
  private final double failingShare;
  private long made;

  /**
   * @param eventType which dataset they belong to
   * @param failingShare how many of them leave out a required field, 0 to 1
   */
  public OrderEvents(String eventType, double failingShare) {
    this.eventType = eventType;
    this.failingShare = failingShare;
  }

  public static List<Header> headers() {
    return HEADERS;
  }

  public byte[] next(Instant now) {
    long number = made++;
    String customer =
        random.nextDouble() < failingShare
            ? ""
            : "\"customer_id\":\"cust-%05d\",".formatted(random.nextInt(100_000));
    String event =
        String.format(
            Locale.ROOT,
            "{\"event_type\":\"%s\",\"order_id\":\"ord-%010d\",%s\"event_time\":\"%s\","
                + "\"total_amount\":%d.%02d,\"currency\":\"EUR\",\"items\":[{\"sku\":\"sku-%04d\","
                + "\"quantity\":%d,\"price\":%d.%02d}],\"shipping\":{\"country\":\"DE\","
                + "\"method\":\"standard\"},\"note\":\"",
            eventType,
            number,
            customer,
            RFC_3339.format(now),
            random.nextInt(10, 1_000),
            random.nextInt(100),
            random.nextInt(10_000),
            random.nextInt(1, 4),
            random.nextInt(10, 100),
            random.nextInt(100));
    String end = "\"}";
    int padding = Math.max(0, BYTES - event.length() - end.length());
    return (event + "x".repeat(padding) + end).getBytes(StandardCharsets.UTF_8);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
