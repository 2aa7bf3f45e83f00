package io.signalfactory.event;

import static io.signalfactory.testkit.RecordBuilder.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String VALID = "00-" + TRACE + "-" + SPAN + "-01";

  @ParameterizedTest
  @ValueSource(
      strings = {
        VALID,
        "00-" + TRACE + "-" + SPAN + "-00",
        "00-" + TRACE + "-" + SPAN + "-ff",
        "01-" + TRACE + "-" + SPAN + "-01",
        "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-will-bring",
        "cc-" + TRACE + "-" + SPAN + "-01-",
        " " + VALID + "\t"
      })
  void readsAValidHeader(String header) {
    RawRecord record = record("{}").header("traceparent", header).build();

    byte[] found = TraceContext.of(record);

    assertThat(found).isEqualTo(header.strip().getBytes(UTF_8));
    assertThat(new String(found, TraceContext.SPAN_START, TraceContext.SPAN_LENGTH, UTF_8))
        .isEqualTo(SPAN);
    assertThat(TraceContext.traceId(record)).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "0g-" + TRACE + "-" + SPAN + "-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "00-" + TRACE + "-00F067AA0BA902B7-01",
        "00-" + TRACE + "-" + SPAN + "-0A",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-" + SPAN,
        "00-" + TRACE + "-" + SPAN + "-",
        "00-" + TRACE + "-" + SPAN + "-0",
        "00-4bf92f3577b34da6a3ce929d0e0e473-" + SPAN + "-01",
        "00-" + TRACE + "a-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01-",
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "00-" + TRACE + "-" + SPAN + "-011",
        "cc-" + TRACE + "-" + SPAN + "-01x",
        "00_" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "_" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "_01",
        " - " + VALID,
        "00-4bf92f3577b34da6a3ce929d0e0e473\u0665-" + SPAN + "-01"
      })
  void readsNothingFromAnyOtherHeader(String header) {
    RawRecord record = record("{}").header("traceparent", header).build();

    assertThat(TraceContext.of(record)).isNull();
    assertThat(TraceContext.traceId(record)).isNull();
  }

  @Test
  void readsNothingWithoutAHeader() {
    assertThat(TraceContext.of(record("{}").build())).isNull();
  }
}
