package io.signalfactory.evidence;

import io.signalfactory.event.TraceContext;
import io.signalfactory.gate.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is on record about one raw record: where it lies, whose it is, and what each gate found. It
 * never holds a value of the record; its coordinates lead back to it.
 *
 * @param id the evidence id; the same raw record always has the same one
 * @param verdict what the gates found
 * @param processingTimeMs when they did, in milliseconds since the epoch
 * @param trace the trace that the record belongs to; null where it names none
 * @param spanId our own span in that trace, 16 lower-case hex digits
 */
public record Evidence(
    String id,
    Verdict verdict,
    long processingTimeMs,
    @Nullable TraceContext trace,
    String spanId) {

  /** Milliseconds from the event's time to its Evidence; negative for an event ahead of us. */
  public long lagMs() {
    return processingTimeMs - verdict.eventTime().epochMs();
  }
}
