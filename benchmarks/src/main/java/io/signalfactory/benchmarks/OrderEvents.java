package io.signalfactory.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Orders of 336 bytes with three headers, the same ones at every run. */
public final class OrderEvents {

  /** Bytes of a value, if nothing else is asked for. */
  public static final int BYTES = 336;

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final List<Header> HEADERS =
      List.of(
          header("x-obs-producer-service", "orders-svc"),
          header("x-obs-producer-version", "v3.17"),
          header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

  private final Random random = new Random(42);
  private final StringBuilder text = new StringBuilder(BYTES);
  private final String eventType;
  private final double failingShare;
  private final int bytes;
  private Instant formatted = Instant.EPOCH;
  private String time = "";
  private long made;

  /**
   * @param eventType which dataset they belong to
   * @param failingShare how many of them leave out a required field, 0 to 1
   */
  public OrderEvents(String eventType, double failingShare) {
    this(eventType, failingShare, BYTES);
  }

  /**
   * @param eventType which dataset they belong to
   * @param failingShare how many of them leave out a required field, 0 to 1
   * @param bytes of each; smaller ones than {@link #BYTES} can come out a little larger
   */
  public OrderEvents(String eventType, double failingShare, int bytes) {
    this.eventType = eventType;
    this.failingShare = failingShare;
    this.bytes = bytes;
  }

  public static List<Header> headers() {
    return HEADERS;
  }

  public byte[] next(Instant now) {
    long number = made++;
    text.setLength(0);
    text.append("{\"event_type\":\"").append(eventType).append("\",\"order_id\":\"ord-");
    padded(number, 10).append('"');
    if (random.nextDouble() >= failingShare) {
      text.append(",\"customer_id\":\"cust-");
      padded(random.nextInt(100_000), 5).append('"');
    }
    text.append(",\"event_time\":\"").append(rfc3339(now)).append('"');
    text.append(",\"total_amount\":").append(random.nextInt(10, 1_000)).append('.');
    padded(random.nextInt(100), 2);
    text.append(",\"currency\":\"EUR\",\"items\":[{\"sku\":\"sku-");
    padded(random.nextInt(10_000), 4);
    text.append("\",\"quantity\":").append(random.nextInt(1, 4));
    text.append(",\"price\":").append(random.nextInt(10, 100)).append('.');
    padded(random.nextInt(100), 2);
    text.append("}],\"shipping\":{\"country\":\"DE\",\"method\":\"standard\"},\"note\":\"");
    String end = "\"}";
    text.append("x".repeat(Math.max(0, bytes - text.length() - end.length()))).append(end);
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private StringBuilder padded(long number, int digits) {
    String written = Long.toString(number);
    return text.append("0".repeat(Math.max(0, digits - written.length()))).append(written);
  }

  private String rfc3339(Instant now) {
    if (!now.equals(formatted)) {
      formatted = now;
      time = RFC_3339.format(now);
    }
    return time;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
