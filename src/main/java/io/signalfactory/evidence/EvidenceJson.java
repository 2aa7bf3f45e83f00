package io.signalfactory.evidence;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.TraceContext;
import io.signalfactory.gate.Gate;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.Producer;
import io.signalfactory.gate.Verdict;
import io.signalfactory.gate.Violation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes Evidence as the JSON of the evidence topic. The format is described by {@code
 * schemas/evidence.schema.json}.
 *
 * <p>Nine tenths of an Evidence are what the one before said too: its dataset and contract, its
 * producer, what gates say that found nothing, each violation. Those are made once, as bytes, and
 * copied. A generator, with ids and times made as text, took 3.2 µs and 5.4 kB of garbage where
 * this takes a twentieth of the time ({@code benchmarks/run micro}); {@code EvidenceJsonProperties}
 * holds the two against each other. Not thread-safe: one a task.
 */
public final class EvidenceJson {

  /** Fragments of one kind that are kept; whoever makes more of them makes them anew. */
  private static final int MAX_FRAGMENTS = 10_000;

  private static final byte[] ID = JsonBytes.ascii("{\"evidence_id\":\"");
  private static final byte[] OFFSET = JsonBytes.ascii(",\"offset\":");
  private static final byte[] TIMESTAMP = JsonBytes.ascii(",\"timestamp\":\"");
  private static final byte[] EVENT_TIME = JsonBytes.ascii(",\"event_time\":\"");
  private static final byte[] FROM_PAYLOAD = timeSource(EventTime.Source.PAYLOAD);
  private static final byte[] FROM_RECORD = timeSource(EventTime.Source.RECORD);
  private static final byte[] LAG = JsonBytes.ascii("\",\"lag_ms\":");
  private static final byte[] TRACE = JsonBytes.ascii(",\"otel\":{\"trace_id\":\"");
  private static final byte[] SPAN = JsonBytes.ascii("\",\"span_id\":\"");
  private static final byte[] PARENT = JsonBytes.ascii("\",\"parent_span_id\":\"");

  /** By outcome: how the list of gates begins. */
  private static final Map<Outcome, byte[]> OUTCOMES =
      eachOutcome(outcome -> ",\"outcome\":\"" + outcome.name() + "\",\"gates\":[");

  /** By gate and outcome: how a gate's result begins. */
  private static final Map<Gate, Map<Outcome, byte[]>> GATES = new EnumMap<>(Gate.class);

  static {
    for (Gate gate : Gate.values()) {
      GATES.put(gate, eachOutcome(outcome -> beginningOf(gate, outcome)));
    }
  }

  private final JsonBytes out = new JsonBytes(2_048);
  private final TimeText timestamps = new TimeText();
  private final TimeText eventTimes = new TimeText();
  private final TimeText processingTimes = new TimeText();
  private final EvidenceIds ids = new EvidenceIds();
  private final Map<String, Head> heads = new HashMap<>();
  private final Map<Producer, byte[]> producers = new HashMap<>();
  private final Map<Violation, byte[]> violations = new HashMap<>();
  private List<GateResult> latestGates = List.of();
  private byte[] latestGatesJson = {};

  /**
   * The Evidence of a record as UTF-8 JSON.
   *
   * @param verdict what the gates found
   * @param processingTimeMs when they did, in milliseconds since the epoch
   */
  public byte[] write(Verdict verdict, long processingTimeMs) {
    RawRecord record = verdict.record();
    Head head = head(verdict);
    out.clear();
    out.raw(ID);
    head.id.write(record.timestampMs(), record.partition(), record.offset(), out);
    out.raw(head.json);
    out.number(record.partition());
    out.raw(OFFSET);
    out.number(record.offset());
    out.raw(TIMESTAMP);
    timestamps.write(record.timestampMs(), out);
    out.raw(kept(producers, verdict.producer(), EvidenceJson::producerJson));
    out.raw(EVENT_TIME);
    eventTimes.write(verdict.eventTime().epochMs(), out);
    out.raw(verdict.eventTime().source() == EventTime.Source.PAYLOAD ? FROM_PAYLOAD : FROM_RECORD);
    processingTimes.write(processingTimeMs, out);
    out.raw(LAG);
    // Negative for an event ahead of us.
    out.number(processingTimeMs - verdict.eventTime().epochMs());
    writeGates(verdict);
    writeTrace(record, head.id);
    out.raw('}');
    return out.toBytes();
  }

  private static byte[] timeSource(EventTime.Source source) {
    return JsonBytes.ascii(
        "\",\"event_time_source\":\"" + source.label() + "\",\"processing_time\":\"");
  }

  private static Map<Outcome, byte[]> eachOutcome(Function<Outcome, String> json) {
    Map<Outcome, byte[]> all = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      all.put(outcome, JsonBytes.ascii(json.apply(outcome)));
    }
    return all;
  }

  private static String beginningOf(Gate gate, Outcome outcome) {
    return "{\"gate\":\"%s\",\"name\":\"%s\",\"outcome\":\"%s\""
        .formatted(gate.id(), gate.label(), outcome.name());
  }

  private Head head(Verdict verdict) {
    String topic = verdict.record().topic();
    Head head = heads.get(verdict.datasetUrn());
    if (head == null
        || !Objects.equals(head.contract, verdict.contract())
        || !head.topic.equals(topic)) {
      head = new Head(verdict.contract(), topic, ids.ofTopic(topic), headJson(verdict));
      keep(heads, verdict.datasetUrn(), head);
    }
    return head;
  }

  private static byte[] headJson(Verdict verdict) {
    JsonBytes json = new JsonBytes(256);
    json.raw("\",\"dataset_urn\":").text(verdict.datasetUrn()).raw(",\"contract\":");
    Contract contract = verdict.contract();
    if (contract == null) {
      json.raw("null");
    } else {
      json.raw("{\"name\":").text(contract.name());
      json.raw(",\"version\":").text(contract.version());
      json.raw(",\"owner\":").text(contract.owner());
      json.raw(",\"tier\":").number(contract.tier());
      json.raw("}");
    }
    json.raw(",\"source\":{\"topic\":").text(verdict.record().topic()).raw(",\"partition\":");
    return json.toBytes();
  }

  private static byte[] producerJson(Producer producer) {
    JsonBytes json = new JsonBytes(128);
    json.raw("\"},\"producer\":{\"service\":").text(producer.service());
    json.raw(",\"version\":").text(producer.version());
    json.raw(",\"confidence\":").text(producer.confidence().name()).raw("}");
    return json.toBytes();
  }

  @SuppressWarnings("ReferenceEquality") // that it is the same list is the point
  private void writeGates(Verdict verdict) {
    List<GateResult> gates = verdict.gates();
    // Most records say of every gate what the one before said, and then it is the same list.
    if (gates != latestGates) {
      int start = out.length();
      out.raw(OUTCOMES.get(verdict.outcome()));
      for (int i = 0; i < gates.size(); i++) {
        if (i > 0) {
          out.raw(',');
        }
        writeGate(gates.get(i));
      }
      out.raw(']');
      if (verdict.outcome().compareTo(Outcome.PASS) > 0) {
        return;
      }
      latestGates = gates;
      latestGatesJson = out.toBytes(start);
      return;
    }
    out.raw(latestGatesJson);
  }

  private void writeGate(GateResult result) {
    out.raw(GATES.get(result.gate()).get(result.outcome()));
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
      out.raw(kept(violations, found.get(i), EvidenceJson::violationJson));
    }
    out.raw("]}");
  }

  private static byte[] violationJson(Violation violation) {
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

  private void writeTrace(RawRecord record, EvidenceId id) {
    byte[] trace = TraceContext.of(record);
    if (trace == null) {
      return;
    }
    out.raw(TRACE);
    out.raw(trace, TraceContext.TRACE_START, TraceContext.TRACE_LENGTH);
    out.raw(SPAN);
    out.hex(id.span(record.partition(), record.offset()));
    out.raw(PARENT);
    out.raw(trace, TraceContext.SPAN_START, TraceContext.SPAN_LENGTH);
    out.raw("\"}");
  }

  private static <K> byte[] kept(Map<K, byte[]> fragments, K of, Function<K, byte[]> maker) {
    byte[] fragment = fragments.get(of);
    if (fragment == null) {
      fragment = maker.apply(of);
      keep(fragments, of, fragment);
    }
    return fragment;
  }

  private static <K, V> void keep(Map<K, V> fragments, K of, V fragment) {
    // Names come from strangers: what they make us keep is bounded.
    if (fragments.size() >= MAX_FRAGMENTS) {
      fragments.clear();
    }
    fragments.put(of, fragment);
  }

  /** What the Evidence of a dataset's records has in common, up to the partition. */
  private static final class Head {
    private final @Nullable Contract contract;
    private final String topic;
    private final EvidenceId id;
    private final byte[] json;

    private Head(@Nullable Contract contract, String topic, EvidenceId id, byte[] json) {
      this.contract = contract;
      this.topic = topic;
      this.id = id;
      this.json = json;
    }
  }
}
