package io.signalfactory.evidence;

import io.signalfactory.event.RawRecord;
import io.signalfactory.event.TraceContext;
import io.signalfactory.gate.Verdict;

/**
 * Writes Evidence as the JSON of the evidence topic. The format is described by {@code
 * schemas/evidence.schema.json}.
 *
 * <p>Nine tenths of an Evidence are the same as in the one before: dataset and contract, producer,
 * the results of gates that found nothing, each violation. These parts are kept as bytes and copied
 * to their place; ids, times and numbers are written into the blanks between them. This takes a
 * twentieth of the time of a JSON generator ({@code benchmarks/run micro}); {@code
 * EvidenceJsonProperties} checks that both write the same. Not thread-safe: use one per task.
 */
public final class EvidenceJson {

  private static final byte[] TRACE_BEGINS = JsonBytes.ascii(",\"otel\":{\"trace_id\":\"");
  private static final byte[] SPAN_BEGINS = JsonBytes.ascii("\",\"span_id\":\"");
  private static final byte[] PARENT_BEGINS = JsonBytes.ascii("\",\"parent_span_id\":\"");
  private static final byte[] TRACE_ENDS = JsonBytes.ascii("\"}");
  private static final int TRACE_AT = TRACE_BEGINS.length;
  private static final int SPAN_AT = TRACE_AT + TraceContext.TRACE_LENGTH + SPAN_BEGINS.length;
  private static final int PARENT_AT = SPAN_AT + TraceContext.SPAN_LENGTH + PARENT_BEGINS.length;
  private static final byte[] TRACE = traceWithBlanks();

  private final EvidenceIds ids = new EvidenceIds();
  private final EvidenceForm.Clocks clocks = new EvidenceForm.Clocks();
  private final GatesJson gates = new GatesJson();
  private boolean hasTrace;

  /**
   * The Evidence of a record, as JSON in UTF-8.
   *
   * @param verdict the verdict of the gates on the record
   * @param forms the common parts of the Evidence of the dataset
   * @param processingTimeMs when the record was judged, in milliseconds since the epoch
   */
  public byte[] write(Verdict verdict, EvidenceForms forms, long processingTimeMs) {
    RawRecord record = verdict.record();
    EvidenceForm form = forms.of(verdict, ids);
    JsonBytes gatesJson = gates.of(verdict);
    byte[] trace = TraceContext.of(record);
    hasTrace = trace != null;
    // Negative if the event time is ahead of the clock.
    long lagMs = processingTimeMs - verdict.eventTime().epochMs();
    int offsetLength = JsonBytes.lengthOf(record.offset());
    int lagLength = JsonBytes.lengthOf(lagMs);
    int lagAt = form.length(offsetLength);
    int gatesAt = lagAt + lagLength;
    int traceAt = gatesAt + gatesJson.length();
    int end = traceAt + (trace == null ? 0 : TRACE.length);
    byte[] json = new byte[end + 1];
    form.write(verdict, processingTimeMs, offsetLength, clocks, json);
    JsonBytes.put(lagMs, lagLength, json, lagAt);
    System.arraycopy(gatesJson.bytes(), 0, json, gatesAt, gatesJson.length());
    if (trace != null) {
      writeTrace(trace, form.id().span(record.partition(), record.offset()), json, traceAt);
    }
    json[end] = '}';
    return json;
  }

  /**
   * Whether the Evidence that was written last names a trace, so that the header need not be looked
   * for again.
   */
  public boolean hasTrace() {
    return hasTrace;
  }

  private static void writeTrace(byte[] trace, long span, byte[] into, int at) {
    System.arraycopy(TRACE, 0, into, at, TRACE.length);
    System.arraycopy(
        trace, TraceContext.TRACE_START, into, at + TRACE_AT, TraceContext.TRACE_LENGTH);
    JsonBytes.putHex(span, into, at + SPAN_AT);
    System.arraycopy(
        trace, TraceContext.SPAN_START, into, at + PARENT_AT, TraceContext.SPAN_LENGTH);
  }

  private static byte[] traceWithBlanks() {
    JsonBytes out = new JsonBytes(128);
    out.raw(TRACE_BEGINS);
    out.raw(new byte[TraceContext.TRACE_LENGTH]);
    out.raw(SPAN_BEGINS);
    out.raw(new byte[TraceContext.SPAN_LENGTH]);
    out.raw(PARENT_BEGINS);
    out.raw(new byte[TraceContext.SPAN_LENGTH]);
    out.raw(TRACE_ENDS);
    return out.toBytes();
  }
}
