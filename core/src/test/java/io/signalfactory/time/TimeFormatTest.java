package io.signalfactory.time;

import static io.signalfactory.time.TimeFormat.EPOCH_MILLIS;
import static io.signalfactory.time.TimeFormat.EPOCH_SECONDS;
import static io.signalfactory.time.TimeFormat.RFC3339;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Opaque;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

  private static final DateTimeFormatter REFERENCE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  @ParameterizedTest
  @CsvSource({
    "2026-01-14T12:34:56.789Z, 1768394096789",
    "2026-01-14T12:34:56Z, 1768394096000",
    "2026-01-14t12:34:56z, 1768394096000",
    "2026-01-14T12:34:56.7899Z, 1768394096789",
    "2026-01-14T12:34:56.7Z, 1768394096700",
    "2026-01-14T12:34:56.123456789Z, 1768394096123",
    "2026-01-14T14:34:56+02:00, 1768394096000",
    "2026-01-14T07:04:56-05:30, 1768394096000",
    "2026-01-14T12:34:56-00:00, 1768394096000",
    "2026-01-15T12:33:56+23:59, 1768394096000",
    "1969-12-31T23:59:59.9999Z, -1",
    "2026-01-14T12:34:56.1234567890Z, 1768394096123",
    "2026-01-14T14:34:56.00000000000000000000000000000000001+02:00, 1768394096000",
    "2024-02-29T00:00:00Z, 1709164800000",
    "2016-12-31T23:59:60Z, 1483228799999",
    "2017-01-01T00:59:60.5+01:00, 1483228799999",
    "0000-01-01T00:00:00Z, -62167219200000",
    "9999-12-31T23:59:59.999Z, 253402300799999",
  })
  void readsRfc3339Text(String text, long expected) {
    assertThat(RFC3339.epochMillis(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-01-14",
        "2026-01-14T12:34:56",
        "2026-01-14 12:34:56Z",
        "2026-01-14T12:34Z",
        "2026-01-14T12:34:56.Z",
        "2026-01-14T12:34:56,5Z",
        "2026-01-14T12:34:56Zx",
        "2026-01-14T12:34:56+0200",
        "2026-01-14T12:34:56+02",
        "2026-01-14T12:34:56+24:00",
        "2026-01-14T12:34:56+02:60",
        "2026-01-14T24:00:00Z",
        "2026-01-14T12:60:00Z",
        "2026-01-14T12:34:60Z",
        "2026-01-14T12:34:61Z",
        "2026-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "+12026-01-14T12:34:56Z",
        "-026-01-14T12:34:56Z",
        "２０２６-01-14T12:34:56Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
      })
  void refusesTextThatIsNotRfc3339(String text) {
    assertThat(RFC3339.epochMillis(text)).isEmpty();
  }

  @Property
  void ordersTimesAsTheDigitsOfTheirFractionsDo(
      @ForAll @StringLength(min = 1, max = 30) @NumericChars String fraction,
      @ForAll @StringLength(min = 1, max = 30) @NumericChars String other,
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_000_000L) long second) {
    Object one = RFC3339.exactMillis(timeOf(second, fraction));
    Object two = RFC3339.exactMillis(timeOf(second, other));

    int order = new BigDecimal(one.toString()).compareTo(new BigDecimal(two.toString()));

    assertThat(order)
        .isEqualTo(new BigDecimal("0." + fraction).compareTo(new BigDecimal("0." + other)));
  }

  @Property
  void readsTheMillisecondThatTheExactTimeIsIn(
      @ForAll @StringLength(min = 1, max = 130) @NumericChars String fraction,
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_000_000L) long second) {
    String text = timeOf(second, fraction);

    BigDecimal exact = new BigDecimal(String.valueOf(RFC3339.exactMillis(text)));

    assertThat(RFC3339.epochMillis(text))
        .hasValue(exact.setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  @Property
  void readsSecondsAsExactlyAsTheSameTimeInText(
      @ForAll @StringLength(min = 1, max = 30) @NumericChars String fraction,
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_000_000L) long second) {
    BigDecimal seconds = BigDecimal.valueOf(second).add(new BigDecimal("0." + fraction));

    BigDecimal exact = new BigDecimal(String.valueOf(EPOCH_SECONDS.exactMillis(seconds)));

    assertThat(exact)
        .isEqualByComparingTo(String.valueOf(RFC3339.exactMillis(timeOf(second, fraction))));
  }

  private static String timeOf(long second, String fraction) {
    String whole = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).format(SECONDS);
    return whole + "." + fraction + "Z";
  }

  @Test
  @Timeout(5)
  void readsTimesOfAnyLengthAtOnce() {
    String nines = "9".repeat(1_000_000);

    assertThat(RFC3339.epochMillis("2026-01-14T12:34:56." + nines + "Z"))
        .hasValue(1_768_394_096_999L);
    assertThat(
            new BigDecimal(
                String.valueOf(RFC3339.exactMillis("2026-01-14T12:34:56." + nines + "Z"))))
        .isGreaterThan(new BigDecimal("1768394096999.999999999999"))
        .isLessThan(new BigDecimal("1768394097000"));
    assertThat(RFC3339.epochMillis("2026-01-14T12:34:56." + nines + "z+")).isEmpty();
    assertThat(EPOCH_SECONDS.exactMillis(new BigDecimal("1e-999999999"))).isEqualTo(0L);
    assertThat(
            new BigDecimal(
                String.valueOf(EPOCH_SECONDS.exactMillis(new BigDecimal("-1e-999999999")))))
        .isBetween(new BigDecimal("-1e-90"), new BigDecimal("-1e-110"));
  }

  @Property
  void readsEveryTimeAsJavaTimeDoes(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_000_000_000L) long epochMs,
      @ForAll @IntRange(max = 999_999) int subMillis,
      @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
    OffsetDateTime time = Instant.ofEpochMilli(epochMs).plusNanos(subMillis).atOffset(offset);
    if (time.getYear() < 0 || time.getYear() > 9999) {
      return;
    }

    OptionalLong read = RFC3339.epochMillis(REFERENCE.format(time));

    assertThat(read).hasValue(epochMs);
  }

  @Property(tries = 5000)
  void agreesWithJavaTimeOnTextThatMayBeWrong(@ForAll("nearlyTimes") String text) {
    assertThat(RFC3339.epochMillis(text)).isEqualTo(byJavaTime(text));
  }

  @Provide
  Arbitrary<String> nearlyTimes() {
    Arbitrary<String> right =
        Arbitraries.longs()
            .between(-62_000_000_000L, 253_000_000_000L)
            .map(
                seconds ->
                    REFERENCE.format(
                        LocalDateTime.ofEpochSecond(seconds, 120_000_000, ZoneOffset.UTC)
                            .atOffset(ZoneOffset.ofHours(2))));
    return Combinators.combine(
            right,
            Arbitraries.integers().between(0, 27),
            Arbitraries.chars().with("0123456789-+:.TtZz x"))
        .as(
            (text, at, character) ->
                at < text.length()
                    ? text.substring(0, at) + character + text.substring(at + 1)
                    : text);
  }

  private static OptionalLong byJavaTime(String text) {
    // java.time accepts no leap seconds, no offset above 18 hours, and a sign before the year.
    try {
      if (text.startsWith("+") || text.startsWith("-")) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(OffsetDateTime.parse(text, REFERENCE).toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      boolean offsetBeyondJavaTime =
          text.matches(".*[+-](18:[0-5]\\d|19:[0-5]\\d|2[0-3]:[0-5]\\d)");
      return offsetBeyondJavaTime ? RFC3339.epochMillis(text) : OptionalLong.empty();
    }
  }

  @Test
  void readsSecondsWithAndWithoutFraction() {
    assertThat(EPOCH_SECONDS.epochMillis(1_768_394_096L)).hasValue(1_768_394_096_000L);
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("1768394096.7899")))
        .hasValue(1_768_394_096_789L);
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("-0.0005"))).hasValue(-1);
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("1.768394096e9")))
        .hasValue(1_768_394_096_000L);
  }

  @Test
  void readsMillisecondsWithoutFraction() {
    assertThat(EPOCH_MILLIS.epochMillis(1_768_394_096_789L)).hasValue(1_768_394_096_789L);
    assertThat(EPOCH_MILLIS.epochMillis(new BigDecimal("1768394096789.00")))
        .hasValue(1_768_394_096_789L);
    assertThat(EPOCH_MILLIS.epochMillis(new BigDecimal("1768394096789.5"))).isEmpty();
    assertThat(EPOCH_MILLIS.epochMillis(new BigDecimal("0.5"))).isEmpty();
  }

  @Test
  void refusesNumbersBeyondTheYears1To9999() {
    assertThat(EPOCH_MILLIS.epochMillis(-62_135_596_800_000L)).isPresent();
    assertThat(EPOCH_MILLIS.epochMillis(-62_135_596_800_001L)).isEmpty();
    assertThat(EPOCH_MILLIS.epochMillis(253_402_300_799_999L)).isPresent();
    assertThat(EPOCH_MILLIS.epochMillis(253_402_300_800_000L)).isEmpty();
    assertThat(EPOCH_SECONDS.epochMillis(253_402_300_800L)).isEmpty();
    assertThat(EPOCH_SECONDS.epochMillis(Long.MAX_VALUE)).isEmpty();
    assertThat(EPOCH_SECONDS.epochMillis(Long.MIN_VALUE)).isEmpty();
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("253402300800.0"))).isEmpty();
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("253402300799.9999")))
        .hasValue(253_402_300_799_999L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e999999999", "1e2147483647"})
  void refusesHugeExponentsAtOnce(String number) {
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal(number))).isEmpty();
    assertThat(EPOCH_MILLIS.epochMillis(new BigDecimal(number))).isEmpty();
  }

  @Test
  void readsTinyAndZeroNumbersAtOnce() {
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("1e-999999999"))).hasValue(0);
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("-1e-999999999"))).hasValue(-1);
    assertThat(EPOCH_SECONDS.epochMillis(new BigDecimal("0e-999999999"))).hasValue(0);
    assertThat(EPOCH_MILLIS.epochMillis(new BigDecimal("0e999999999"))).hasValue(0);
    assertThat(EPOCH_MILLIS.epochMillis(new BigDecimal("1e-999999999"))).isEmpty();
  }

  @Test
  void acceptsTextAndNumbersOnlyInTheirFormats() {
    assertThat(RFC3339.epochMillis(1_768_394_096L)).isEmpty();
    assertThat(EPOCH_SECONDS.epochMillis("1768394096")).isEmpty();
    assertThat(EPOCH_MILLIS.epochMillis("2026-01-14T12:34:56Z")).isEmpty();
    assertThat(EPOCH_MILLIS.epochMillis(Boolean.TRUE)).isEmpty();
    assertThat(EPOCH_MILLIS.epochMillis(Opaque.NUMBER_TOO_LONG)).isEmpty();
  }
}
