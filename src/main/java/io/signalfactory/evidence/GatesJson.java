package io.signalfactory.evidence;

import io.signalfactory.gate.Gate;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.Verdict;
import io.signalfactory.gate.Violation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes the part of an Evidence with the results of the gates, beginning with the outcome. Most
 * records have the same results as the record before, or as the one before that if good and bad
 * records alternate: then the list is the same object and nothing has to be written again. Not
 * thread-safe: use one per writer of Evidence.
 */
final class GatesJson {

  /** The most violations whose JSON is kept. */
  private static final int MAX_VIOLATIONS = 10_000;

  /** The text before the list of gates, by outcome. */
  private static final Map<Outcome, byte[]> OUTCOMES =
      eachOutcome(outcome -> ",\"outcome\":\"" + outcome.name() + "\",\"gates\":[");

  /** The beginning of a gate's result, by gate and outcome. */
  private static final Map<Gate, Map<Outcome, byte[]>> GATES = new EnumMap<>(Gate.class);

  static {
    for (Gate gate : Gate.values()) {
      GATES.put(gate, eachOutcome(outcome -> beginningOf(gate, outcome)));
    }
  }

  private final Map<Violation, byte[]> violations = new HashMap<>();
  private Written latest = new Written();
  private Written before = new Written();

  /** The results of the gates; the returned buffer is valid until the next call. */
  JsonBytes of(Verdict verdict) {
    if (!latest.isOf(verdict.gates())) {
      Written older = before;
      before = latest;
      latest = older;
      if (!latest.isOf(verdict.gates())) {
        write(verdict);
      }
    }
    return latest.json;
  }

  private void write(Verdict verdict) {
    List<GateResult> gates = verdict.gates();
    JsonBytes out = latest.begin();
    out.raw(valueOf(OUTCOMES, verdict.outcome()));
    for (int i = 0; i < gates.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      write(gates.get(i), out);
    }
    out.raw(']');
    latest.isNowOf(gates);
  }

  private void write(GateResult result, JsonBytes out) {
    out.raw(valueOf(valueOf(GATES, result.gate()), result.outcome()));
    if (result.outcome().compareTo(Outcome.PASS) <= 0) {
      out.raw('}');
      return;
    }
    out.raw(",\"violations\":[");
    List<Violation> found = result.violations();
    for (int i = 0; i < found.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.raw(json(found.get(i)));
    }
    out.raw("]}");
  }

  private byte[] json(Violation violation) {
    byte[] json = violations.get(violation);
    if (json == null) {
      json = written(violation);
      // A violation can contain a field's name, and anybody can make up new names.
      if (violations.size() >= MAX_VIOLATIONS) {
        violations.clear();
      }
      violations.put(violation, json);
    }
    return json;
  }

  private static byte[] written(Violation violation) {
    JsonBytes json = new JsonBytes(128);
    json.raw("{\"code\":").text(violation.code().name());
    if (violation.field() != null) {
      json.raw(",\"field\":").text(violation.field());
    }
    if (violation.rule() != null) {
      json.raw(",\"rule\":").text(violation.rule());
    }
    json.raw(",\"message\":").text(violation.message()).raw("}");
    return json.toBytes();
  }

  private static Map<Outcome, byte[]> eachOutcome(Function<Outcome, String> json) {
    Map<Outcome, byte[]> all = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      all.put(outcome, JsonBytes.ascii(json.apply(outcome)));
    }
    return all;
  }

  /** The value of a map that has one for every constant. */
  private static <K extends Enum<K>, V> V valueOf(Map<K, V> ofEach, K constant) {
    return Objects.requireNonNull(ofEach.get(constant));
  }

  private static String beginningOf(Gate gate, Outcome outcome) {
    return "{\"gate\":\"%s\",\"name\":\"%s\",\"outcome\":\"%s\""
        .formatted(gate.id(), gate.label(), outcome.name());
  }

  /** The JSON of one list of results. */
  private static final class Written {
    private final JsonBytes json = new JsonBytes(1_024);
    private List<GateResult> gates = List.of();

    @SuppressWarnings("ReferenceEquality") // the same list, not an equal one
    private boolean isOf(List<GateResult> results) {
      return gates == results;
    }

    /** Begins another list, and belongs to no list until it is written, even if that fails. */
    private JsonBytes begin() {
      gates = List.of();
      json.clear();
      return json;
    }

    private void isNowOf(List<GateResult> results) {
      gates = results;
    }
  }
}
