package io.signalfactory.checklist;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.SourcePartition;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The checks of what the records of the last hour have: the name of their producer, a time, a
 * trace. Each passes if 99 % of the records have it, so that a single stray record fails none.
 */
final class RecordChecks {

  private static final double ENOUGH = 0.99;

  private final Seen seen;
  private final Wiring wiring;

  RecordChecks(Seen seen, Wiring wiring) {
    this.seen = seen;
    this.wiring = wiring;
  }

  Check producerHeader() {
    String saw =
        saw(
            SenderCounts::named,
            counts ->
                counts.mapped() == 0
                    ? ""
                    : ", the contract or the configuration names it for " + counts.mapped());
    return check(
        "producer_header",
        SenderCounts::named,
        saw + " name their service in a header",
        worst ->
            "let "
                + producer(worst)
                + " set the header "
                + wiring.serviceHeader()
                + " on every record, and "
                + wiring.versionHeader()
                + " with its version",
        worst ->
            """
            record.headers().add("%s", "%s".getBytes(StandardCharsets.UTF_8));
            record.headers().add("%s", version.getBytes(StandardCharsets.UTF_8));"""
                .formatted(
                    wiring.serviceHeader(),
                    worst == null ? "my-service" : quoted(worst),
                    wiring.versionHeader()));
  }

  Check eventTime() {
    String field = eventTimeField();
    return check(
        "event_time",
        SenderCounts::timed,
        saw(SenderCounts::timed, counts -> "") + " have a plausible event time of their own",
        worst ->
            "let "
                + producer(worst)
                + " put the time of the event into the field "
                + field
                + ", as RFC 3339 in UTC, not later than it is sent",
        worst -> "event.put(\"%s\", Instant.now().toString());".formatted(quoted(field)));
  }

  Check traceContext() {
    return check(
        "trace_context",
        SenderCounts::traced,
        saw(SenderCounts::traced, counts -> "") + " name the trace that they belong to",
        worst ->
            "let "
                + producer(worst)
                + " send the W3C header traceparent; OpenTelemetry's agent does it without a change"
                + " of the code",
        worst ->
            """
            java -javaagent:opentelemetry-javaagent.jar …
            # or in the code, within a span
            SpanContext span = Span.current().getSpanContext();
            record.headers().add("traceparent", ("00-" + span.getTraceId() + "-" + span.getSpanId()
                + "-" + span.getTraceFlags().asHex()).getBytes(StandardCharsets.US_ASCII));""");
  }

  private interface Remedy {
    String of(@Nullable String worstService);
  }

  private interface Remark {
    String of(SenderCounts counts);
  }

  private Check check(
      String id, ToLongFunction<SenderCounts> having, String saw, Remedy toDo, Remedy code) {
    SenderCounts all = seen.lastHour().senders().total();
    if (all.events() == 0) {
      return Check.failed(
          id, "no record came in the last hour", "send records to " + topic(), null);
    }
    if (having.applyAsLong(all) >= ENOUGH * all.events()) {
      return Check.passed(id, saw);
    }
    String worst = worst(having);
    return Check.failed(id, saw, toDo.of(worst), code.of(worst));
  }

  /** The share of each service, the worst first. */
  private String saw(ToLongFunction<SenderCounts> having, Remark remark) {
    List<String> services =
        worstFirst(having).stream()
            .map(
                sender ->
                    (sender.service() == null ? "of an unknown service" : sender.service())
                        + ": "
                        + Wording.share(
                            having.applyAsLong(sender.counts()), sender.counts().events())
                        + remark.of(sender.counts()))
            .toList();
    return Wording.some(services);
  }

  private List<Sender> worstFirst(ToLongFunction<SenderCounts> having) {
    return seen.lastHour().senders().list().stream()
        .sorted(
            Comparator.comparingLong(
                    (Sender sender) ->
                        sender.counts().events() - having.applyAsLong(sender.counts()))
                .reversed())
        .toList();
  }

  private @Nullable String worst(ToLongFunction<SenderCounts> having) {
    return worstFirst(having).get(0).service();
  }

  private String producer(@Nullable String service) {
    return service == null ? "the producers of " + topic() : service;
  }

  private String topic() {
    Contract contract = seen.contract();
    if (contract != null) {
      return contract.dataset().topic();
    }
    return seen.lastHour().latestMinutes().keySet().stream()
        .map(SourcePartition::topic)
        .sorted()
        .findFirst()
        .orElse("its raw topic");
  }

  private String eventTimeField() {
    Contract contract = seen.contract();
    FieldPath field = contract == null ? null : contract.dataset().eventTime();
    return field == null ? "event_time" : field.toString();
  }

  /** Text that others chose, as it can stand in a string of the code. */
  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "?");
  }
}
