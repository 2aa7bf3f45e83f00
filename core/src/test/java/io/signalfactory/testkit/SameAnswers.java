package io.signalfactory.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.json.JsonFormat;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for the same fields of the same event in a format and in JSON. */
public final class SameAnswers {

  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final FieldPlan plan;

  /**
   * @param paths the fields that are asked for
   * @param names whether the names of all members are asked for as well
   */
  public SameAnswers(List<String> paths, boolean names) {
    FieldPlan.Builder builder = new FieldPlan.Builder();
    for (String path : paths) {
      slots.put(path, builder.slot(FieldPath.of(path), true));
    }
    if (names) {
      builder.collectNames();
    }
    plan = builder.build();
  }

  /** Fails unless the value is read as {@code event} is in JSON. */
  public void check(PayloadFormat format, byte[] value, EventTree event) {
    Decoding read = format.reader(plan).read(RecordBuilder.record(value).build());
    Decoding inJson =
        new JsonFormat().reader(plan).read(RecordBuilder.record(JsonEvents.write(event)).build());

    assertThat(read).as("%s", event).isInstanceOf(Decoding.Decoded.class);
    assertThat(answers(((Decoding.Decoded) read).fields()))
        .as("%s", event)
        .isEqualTo(answers(((Decoding.Decoded) inJson).fields()));
  }

  private Map<String, Object> answers(EventFields fields) {
    Map<String, Object> all = new HashMap<>();
    slots.forEach(
        (path, slot) ->
            all.put(
                path,
                fields.kind(slot)
                    + " "
                    + comparable(fields.value(slot))
                    + (fields.isWhole(slot) ? " whole" : "")));
    all.put(
        "members", fields.members().stream().map(MemberPath::dotted).collect(Collectors.toSet()));
    all.put("enveloped", Set.of(fields.enveloped()));
    return all;
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }
}
