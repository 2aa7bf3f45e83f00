package io.signalfactory.evidence;

import io.signalfactory.event.RawRecord;
import io.signalfactory.event.TraceContext;
import io.signalfactory.gate.Verdict;
import java.util.HashMap;
import java.util.Map;

/** Makes Evidence of verdicts. Keeps an id maker for each topic, so not thread-safe: one a task. */
public final class EvidenceFactory {

  private final Map<String, EvidenceId> ids = new HashMap<>();

  /**
   * The Evidence of a verdict.
   *
   * @param verdict what the gates found
   * @param nowMs our own clock, in milliseconds since the epoch
   */
  public Evidence of(Verdict verdict, long nowMs) {
    RawRecord record = verdict.record();
    EvidenceId id = ids.computeIfAbsent(record.topic(), EvidenceId::new);
    return new Evidence(
        id.of(record.timestampMs(), record.partition(), record.offset()),
        verdict,
        nowMs,
        TraceContext.parse(record.headers().text(TraceContext.HEADER)).orElse(null),
        id.spanId(record.partition(), record.offset()));
  }
}
