package io.signalfactory.backtest;

import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.RawRecord;
import io.signalfactory.gate.OwnTime;
import io.signalfactory.replay.ReplayLineException;
import io.signalfactory.replay.ReplayReader;
import io.signalfactory.replay.ReplayRecord;
import io.signalfactory.signal.Signal;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The records of a replay file.
 *
 * <p>The order of the lines is the order of arrival. A record arrives at its timestamp, or at the
 * time in the event if the file gives no timestamp, or one before 2011. If that is earlier than the
 * line above, it arrives together with that line, as a late one. A record without any time also
 * arrives together with the line above; at the beginning of the file, with the first line that has
 * a time.
 */
final class RecordHistory implements History {

  /** The most lines without a time before the first that has one; they are kept in memory. */
  static final int MAX_WITHOUT_TIME = 1_000;

  /** Records of several partitions that were read together can be this far out of order. */
  private static final Duration ORDINARY_DISORDER = Duration.ofMinutes(1);

  private static final long NOT_YET = Long.MIN_VALUE;

  private final Input input;
  private final String topic;
  private final OwnTime ownTime;
  private final Closeable schemas;
  private final ReplayReader reader;
  private final Deque<ReplayRecord> ahead = new ArrayDeque<>();
  private long clockMs = NOT_YET;
  private long records;
  private long late;
  private long mostLateMs;

  /**
   * @param input the file; it is closed together with the history
   * @param topic the raw topic that its records come from
   * @param ownTime finds the times in the events
   */
  RecordHistory(Input input, String topic, OwnTime ownTime) {
    this(input, topic, ownTime, () -> {});
  }

  /**
   * @param input the file; it is closed together with the history
   * @param topic the raw topic that its records come from
   * @param ownTime finds the times in the events
   * @param schemas what it looks schemas up with; closed together with the history
   */
  RecordHistory(Input input, String topic, OwnTime ownTime, Closeable schemas) {
    this.schemas = schemas;
    this.input = input;
    this.topic = topic;
    this.ownTime = ownTime;
    this.reader = new ReplayReader(input.stream());
  }

  @Override
  public long startMs() throws IOException, HistoryException {
    long bytes = 0;
    while (clockMs == NOT_YET) {
      ReplayRecord record = read();
      if (record == null) {
        throw new HistoryException(
            ahead.isEmpty()
                ? input.name() + ": there is no record in it"
                : input.name() + ": none of its records has a time: " + howToGiveOne());
      }
      ahead.add(record);
      bytes += record.value() == null ? 0 : record.value().length;
      OptionalLong time = time(record);
      if (time.isPresent()) {
        clockMs = checked(time.getAsLong());
      } else if (ahead.size() >= MAX_WITHOUT_TIME || bytes > ReplayReader.MAX_LINE_BYTES) {
        throw problem("no line up to this one has a time: " + howToGiveOne());
      }
    }
    return clockMs;
  }

  private static String howToGiveOne() {
    return "write lines like {\"value\":…,\"timestamp\":ms}, or name the field that contains the time"
        + " in the contract (eventTime)";
  }

  @Override
  public @Nullable Arrival next() throws IOException, HistoryException {
    ReplayRecord record = ahead.poll();
    if (record == null) {
      record = read();
      if (record == null) {
        return null;
      }
      OptionalLong time = time(record);
      if (time.isPresent()) {
        moveTo(checked(time.getAsLong()));
      }
    }
    records++;
    return new Arrival.OfRecord(
        clockMs, record.timestamp() == null ? clockMs : record.timestamp(), record);
  }

  private void moveTo(long timeMs) throws HistoryException {
    if (timeMs >= clockMs) {
      if (timeMs - clockMs > MAX_SILENCE.toMillis()) {
        throw problem(
            "at "
                + Instant.ofEpochMilli(timeMs)
                + ", more than "
                + MAX_SILENCE.toDays()
                + " days after the line before ("
                + Instant.ofEpochMilli(clockMs)
                + "): correct the wrong one, or backtest the two parts separately");
      }
      clockMs = timeMs;
    } else {
      late++;
      mostLateMs = Math.max(mostLateMs, clockMs - timeMs);
    }
  }

  private @Nullable ReplayRecord read() throws IOException, HistoryException {
    try {
      return reader.next();
    } catch (ReplayLineException e) {
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The time of a record: its timestamp, or else the time in the event. That also counts if the
   * timestamp is of a time before Kafka, such as one in seconds.
   */
  private OptionalLong time(ReplayRecord record) {
    long timestamp = record.timestamp() == null ? 0 : record.timestamp();
    if (timestamp >= PartitionClock.EARLIEST.toEpochMilli()) {
      return OptionalLong.of(timestamp);
    }
    OptionalLong own = ownTime.of(new UnplacedRecord(topic, record));
    if (own.isPresent() && own.getAsLong() > 0) {
      return own;
    }
    return timestamp > 0 ? OptionalLong.of(timestamp) : OptionalLong.empty();
  }

  private long checked(long timeMs) throws HistoryException {
    if (timeMs > LATEST_MS) {
      throw problem("\"timestamp\" is after the year 9999: write milliseconds since 1970");
    }
    return timeMs;
  }

  private HistoryException problem(String what) {
    return new HistoryException(input.name() + ":" + reader.lineNumber() + ": " + what);
  }

  @Override
  public long endMs() {
    return clockMs;
  }

  @Override
  public double share() throws IOException {
    return input.share();
  }

  @Override
  public boolean covers(Signal signal) {
    return true;
  }

  @Override
  public List<String> notes() {
    return mostLateMs <= ORDINARY_DISORDER.toMillis()
        ? List.of()
        : List.of(
            late
                + " of "
                + records
                + " records are earlier than a line above them, by up to "
                + Duration.ofMillis(mostLateMs).toMinutes()
                + " minutes, and were judged as late events: if they were not late, sort "
                + input.name()
                + " by time");
  }

  @Override
  public void close() throws IOException {
    schemas.close();
    input.close();
  }

  /** A line as a raw record without partition, offset and arrival, to look for a time in it. */
  private record UnplacedRecord(String topic, ReplayRecord line) implements RawRecord {

    @Override
    public int partition() {
      return 0;
    }

    @Override
    public long offset() {
      return 0;
    }

    @Override
    public long timestampMs() {
      return 0;
    }

    @Override
    public byte @Nullable [] key() {
      return line.key();
    }

    @Override
    public byte @Nullable [] value() {
      return line.value();
    }

    @Override
    public byte @Nullable [] header(String name) {
      List<Header> headers = line.headers();
      for (int i = headers.size() - 1; i >= 0; i--) {
        if (headers.get(i).key().equals(name)) {
          return headers.get(i).value();
        }
      }
      return null;
    }
  }
}
