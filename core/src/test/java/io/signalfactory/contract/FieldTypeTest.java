package io.signalfactory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTypeTest {

  @ParameterizedTest
  @MethodSource
  void acceptsExactlyTheTypesOfAValue(Object value, Set<FieldType> expected) {
    Set<FieldType> accepting = EnumSet.noneOf(FieldType.class);
    for (FieldType type : FieldType.values()) {
      if (type.accepts(value, TimeFormat.RFC3339)) {
        accepting.add(type);
      }
    }

    assertThat(accepting).isEqualTo(expected);
  }

  static Stream<Arguments> acceptsExactlyTheTypesOfAValue() {
    return Stream.of(
        Arguments.of("text", Set.of(FieldType.STRING)),
        Arguments.of("2026-01-14", Set.of(FieldType.STRING, FieldType.DATE)),
        Arguments.of("2026-02-30", Set.of(FieldType.STRING)),
        Arguments.of("2026-01-14T00:00:00Z", Set.of(FieldType.STRING, FieldType.TIMESTAMP)),
        Arguments.of(7L, Set.of(FieldType.INTEGER, FieldType.NUMBER)),
        Arguments.of(
            new BigDecimal("123456789012345678901234567890"),
            Set.of(FieldType.INTEGER, FieldType.NUMBER)),
        Arguments.of(new BigDecimal("7.0"), Set.of(FieldType.INTEGER, FieldType.NUMBER)),
        Arguments.of(new BigDecimal("0.07e2"), Set.of(FieldType.INTEGER, FieldType.NUMBER)),
        Arguments.of(new BigDecimal("0.000"), Set.of(FieldType.INTEGER, FieldType.NUMBER)),
        Arguments.of(new BigDecimal("3E999999999"), Set.of(FieldType.INTEGER, FieldType.NUMBER)),
        Arguments.of(new BigDecimal("7.01"), Set.of(FieldType.NUMBER)),
        Arguments.of(new BigDecimal("3E-999999999"), Set.of(FieldType.NUMBER)),
        Arguments.of(Boolean.FALSE, Set.of(FieldType.BOOLEAN)),
        Arguments.of(Opaque.OBJECT, Set.of(FieldType.OBJECT)),
        Arguments.of(Opaque.ARRAY, Set.of(FieldType.ARRAY)),
        Arguments.of(Opaque.NUMBER_TOO_LONG, Set.of(FieldType.INTEGER, FieldType.NUMBER)));
  }
}
