package io.signalfactory.backtest;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.signalfactory.replay.LineReader;
import io.signalfactory.time.TimeFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of {@code timestamp,count} rows, one per interval, in any order. The timestamp is
 * the start of the interval: RFC 3339, or seconds or milliseconds since 1970. A first line without
 * any digit is a header; empty lines are skipped.
 *
 * <p>There is no CSV library here: two columns of digits need no escaping, and libraries do not
 * report the column of a mistake.
 */
final class CountFile {

  /** Two years of minutes. */
  static final int MAX_ROWS = 1_100_000;

  /** The most events of one row: ten billion. */
  static final long MAX_EVENTS = 10_000_000_000L;

  /** The most mistakes that are listed; others are only counted. */
  static final int MAX_PROBLEMS = 100;

  private static final int MAX_LINE_BYTES = 1_000;
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  /** A number from here on is in milliseconds: as seconds it would be the year 5138 or later. */
  private static final long MIN_MILLIS = 100_000_000_000L;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Two cells, with or without quotes. */
  private static final Pattern ROW =
      Pattern.compile("\\s*(?:\"([^\",]*)\"|([^\",]*?))\\s*,\\s*(?:\"([^\",]*)\"|([^\",]*?))\\s*");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private final String name;
  private final List<String> problems = new ArrayList<>();
  private final List<CountRow> rows = new ArrayList<>();
  private long moreProblems;

  private CountFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @return its rows sorted by time, at least two, no two of the same time
   * @throws HistoryException with every mistake as {@code file:line:column: message}
   */
  static List<CountRow> read(Input input) throws IOException, HistoryException {
    CountFile file = new CountFile(input.name());
    file.readRows(input);
    file.rows.sort(Comparator.comparingLong(CountRow::startMs));
    file.checkTimes();
    file.throwIfWrong();
    return List.copyOf(file.rows);
  }

  /**
   * The most frequent distance between two rows, in milliseconds; of several equally frequent ones
   * the shortest.
   */
  static long intervalMs(List<CountRow> rows) {
    Map<Long, Integer> frequency = new HashMap<>();
    for (int i = 1; i < rows.size(); i++) {
      frequency.merge(rows.get(i).startMs() - rows.get(i - 1).startMs(), 1, Integer::sum);
    }
    return frequency.entrySet().stream()
        .max(
            Map.Entry.<Long, Integer>comparingByValue()
                .thenComparing(Map.Entry.<Long, Integer>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }

  private void readRows(Input input) throws IOException, HistoryException {
    LineReader lines = new LineReader(input.stream(), MAX_LINE_BYTES);
    long number = 0;
    LineReader.@Nullable Line line;
    while ((line = lines.next()) != null) {
      number++;
      String text = text(line.bytes(), number);
      if (line.tooLong()) {
        problem(number, 1, "longer than " + MAX_LINE_BYTES + " bytes: write timestamp,count");
      } else if (!text.isBlank() && !(number == 1 && isHeader(text))) {
        readRow(number, text);
      }
      if (rows.size() > MAX_ROWS) {
        throw new HistoryException(
            name + ":" + number + ": more than " + MAX_ROWS + " rows: backtest it in parts");
      }
    }
  }

  private static String text(byte[] line, long number) {
    String text = new String(line, StandardCharsets.UTF_8);
    return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static boolean isHeader(String text) {
    return !DIGIT.matcher(text).find();
  }

  private void readRow(long line, String text) {
    Matcher row = ROW.matcher(text);
    if (!row.matches()) {
      problem(line, 1, "not two columns: write timestamp,count");
      return;
    }
    int timeCell = row.start(1) >= 0 ? 1 : 2;
    int countCell = row.start(3) >= 0 ? 3 : 4;
    OptionalLong time = time(row.group(timeCell));
    OptionalLong count = count(row.group(countCell));
    if (time.isEmpty()) {
      problem(
          line,
          row.start(timeCell) + 1,
          "not a time after 1970: write 2026-01-14T12:00:00Z, or seconds or milliseconds since"
              + " 1970");
    }
    if (count.isEmpty()) {
      problem(
          line,
          row.start(countCell) + 1,
          "not a number of events: write a whole number from 0 to " + MAX_EVENTS);
    }
    if (time.isPresent() && count.isPresent()) {
      rows.add(new CountRow(line, time.getAsLong(), count.getAsLong()));
    }
  }

  private static OptionalLong time(String text) {
    OptionalLong time;
    if (WHOLE_NUMBER.matcher(text).matches()) {
      Long number = Long.valueOf(text);
      time =
          (number >= MIN_MILLIS ? TimeFormat.EPOCH_MILLIS : TimeFormat.EPOCH_SECONDS)
              .epochMillis(number);
    } else {
      time = TimeFormat.RFC3339.epochMillis(text);
    }
    return time.isPresent() && time.getAsLong() > 0 ? time : OptionalLong.empty();
  }

  private static OptionalLong count(String text) {
    if (!WHOLE_NUMBER.matcher(text).matches() || Long.parseLong(text) > MAX_EVENTS) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private void checkTimes() throws HistoryException {
    for (int i = 1; i < rows.size(); i++) {
      CountRow before = rows.get(i - 1);
      CountRow row = rows.get(i);
      long apart = row.startMs() - before.startMs();
      if (apart == 0) {
        problem(row.line(), 1, "the same time as in line " + before.line());
      } else if (apart > History.MAX_SILENCE.toMillis()) {
        problem(
            row.line(),
            1,
            "more than "
                + History.MAX_SILENCE.toDays()
                + " days after the row before it in time, in line "
                + before.line()
                + ": correct the wrong one, or backtest the two parts separately");
      }
    }
    throwIfWrong();
    if (rows.size() < 2) {
      throw new HistoryException(
          name + ": fewer than two rows, so the length of an interval is not known");
    }
    Duration interval = Duration.ofMillis(intervalMs(rows));
    if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new HistoryException(
          name
              + ": its rows are "
              + interval.toMillis() / 1000.0
              + " seconds apart: an interval must be at least a second and at most a day");
    }
  }

  private void problem(long line, int column, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(name + ":" + line + ":" + column + ": " + message);
    } else {
      moreProblems++;
    }
  }

  private void throwIfWrong() throws HistoryException {
    if (!problems.isEmpty()) {
      List<String> all = new ArrayList<>(problems);
      if (moreProblems > 0) {
        all.add(name + ": and " + moreProblems + " more mistakes");
      }
      throw new HistoryException(all);
    }
  }
}
