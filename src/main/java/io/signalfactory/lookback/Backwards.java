package io.signalfactory.lookback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.gate.Outcome;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for Evidence from the end of its topic backwards, step by step, always in the partition of
 * which the least of the past has been read. Within a partition Evidence is in the order of its
 * processing time, but for what stream threads write at the same moment.
 */
final class Backwards {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Mostly a few of the latest records answer the question; a rare outcome needs many. */
  private static final long FIRST_STEP = 250;

  private static final long LONGEST_STEP = 4_000;

  private static final Comparator<Hit> NEWEST_FIRST =
      Comparator.comparing(Hit::time)
          .thenComparing(Hit::partition)
          .thenComparing(Hit::offset)
          .reversed();

  private final EvidenceLog.Reader log;
  private final EvidenceRequest request;
  private final LookbackLimits limits;
  private final LongSupplier nanoClock;
  private final long deadline;
  private final List<Part> parts = new ArrayList<>();
  private final List<Hit> hits = new ArrayList<>();
  private long records;
  private long bytes;

  /** A record that was asked for. */
  private record Hit(Instant time, int partition, long offset, JsonNode evidence) {}

  /** What has not been read of a partition. */
  private static final class Part {
    private final int partition;
    private final long begin;
    private long next;
    private long step = FIRST_STEP;

    /** No record that has not been read is newer. */
    private Instant readTo = Instant.MAX;

    Part(int partition, EvidenceLog.Span span) {
      this.partition = partition;
      this.begin = span.begin();
      this.next = span.end();
    }

    boolean isRead() {
      return next <= begin;
    }

    Instant readTo() {
      return readTo;
    }
  }

  /**
   * @param nanoClock a clock that only goes forward, in nanoseconds
   * @param deadline when it stops reading, by that clock
   */
  Backwards(
      EvidenceLog.Reader log,
      EvidenceRequest request,
      LookbackLimits limits,
      LongSupplier nanoClock,
      long deadline) {
    this.log = log;
    this.request = request;
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.deadline = deadline;
    log.spans().forEach((partition, span) -> parts.add(new Part(partition, span)));
  }

  Found find() {
    Optional<Part> next = leastRead();
    while (next.isPresent() && !isEnough(next.get().readTo()) && isAllowed() && step(next.get())) {
      next = leastRead();
    }
    if (parts.stream().anyMatch(part -> part.readTo.equals(Instant.MAX) && !part.isRead())) {
      throw new LookbackBusyException(
          "Evidence could not be read in time, or expired meanwhile", null);
    }
    hits.sort(NEWEST_FIRST);
    Instant readTo = next.map(Part::readTo).orElse(null);
    List<Hit> shown = hits;
    if (hits.size() > request.limit()) {
      shown = hits.subList(0, request.limit());
      // What has not been read may be newer than the first that is left out.
      Instant leftOut = hits.get(request.limit()).time();
      readTo = readTo == null || leftOut.isAfter(readTo) ? leftOut : readTo;
    }
    // What is older than what was looked through may lack some in between.
    Instant from = readTo;
    return new Found(
        shown.stream()
            .filter(hit -> from == null || !hit.time().isBefore(from))
            .map(Hit::evidence)
            .toList(),
        from);
  }

  private Optional<Part> leastRead() {
    return parts.stream()
        .filter(part -> !part.isRead())
        .max(Comparator.comparing(Part::readTo).thenComparing(part -> -part.partition));
  }

  private boolean isEnough(Instant readTo) {
    return hits.stream().filter(hit -> !hit.time().isBefore(readTo)).count() >= request.limit();
  }

  private boolean isAllowed() {
    return records < limits.records()
        && bytes < limits.bytes()
        && nanoClock.getAsLong() - deadline < 0;
  }

  /**
   * Reads some more of a partition.
   *
   * @return false if it could not be read
   */
  private boolean step(Part part) {
    long from = Math.max(part.begin, part.next - part.step);
    List<EvidenceLog.Entry> entries =
        log.read(
            part.partition,
            from,
            part.next,
            Duration.ofNanos(Math.max(0, deadline - nanoClock.getAsLong())));
    if (entries == null) {
      return false;
    }
    for (int i = 0; i < entries.size(); i++) {
      EvidenceLog.Entry entry = entries.get(i);
      records++;
      bytes += entry.value().length;
      boolean oldest = i == 0;
      if (oldest || mayBeAskedFor(entry)) {
        take(part, from + i, entry, oldest);
      }
    }
    part.next = from;
    part.step = Math.min(LONGEST_STEP, part.step * 2);
    return true;
  }

  private boolean mayBeAskedFor(EvidenceLog.Entry entry) {
    return request.datasetUrn() == null || request.datasetUrn().equals(entry.key());
  }

  private void take(Part part, long place, EvidenceLog.Entry entry, boolean oldest) {
    JsonNode evidence = tree(entry.value());
    Instant time = evidence == null ? null : time(evidence);
    if (evidence == null || time == null) {
      return;
    }
    if (oldest && time.isBefore(part.readTo)) {
      part.readTo = time;
    }
    if (mayBeAskedFor(entry) && accepts(evidence)) {
      hits.add(new Hit(time, part.partition, place, evidence));
    }
  }

  private boolean accepts(JsonNode evidence) {
    Outcome outcome = request.outcome();
    return outcome == null || outcome.name().equals(evidence.path("outcome").asText());
  }

  /** Null for what somebody else has written to the topic. */
  private static @Nullable JsonNode tree(byte[] value) {
    try {
      JsonNode tree = MAPPER.readTree(value);
      return tree.isObject() ? tree : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Instant time(JsonNode evidence) {
    try {
      return Instant.parse(evidence.path("processing_time").asText());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
