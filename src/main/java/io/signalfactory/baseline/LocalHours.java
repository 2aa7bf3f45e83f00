package io.signalfactory.baseline;

import io.signalfactory.contract.Slos.AnomalyDetection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;

/**
 * The hours before one hour as the clock of a time zone counts them (ADR 0030): index {@code
 * length} is the hour itself, the one before it is an hour earlier on that clock, and 24 before it
 * is the same time on the day before. An hour that the clock skipped is not known. One that it
 * repeated has the mean of both. Exceptions are not known either. Immutable.
 */
final class LocalHours {

  private static final int HOURS = HourHistory.HOURS;
  private static final long QUARTER_SECONDS = 60L * HourCounts.QUARTER_MINUTES;
  private static final long HOUR_SECONDS = 3_600;

  /** By quarters that count, 1 to 4, less 1; then by hour. */
  private final double[][] through = new double[HourCounts.QUARTERS][HOURS];

  private LocalHours(HourHistory history, AnomalyDetection how) {
    Instant start = startOf(history.hour());
    ZoneRules zone = how.timeZone().getRules();
    LocalDateTime local = localTime(start, zone);
    boolean steady = isSteady(zone, start);
    for (int i = 0; i < HOURS; i++) {
      int ago = HOURS - i;
      LocalDateTime hour = local.minusHours(ago);
      for (double[] counts : through) {
        counts[i] = Double.NaN;
      }
      if (how.isException(hour)) {
        continue;
      }
      if (steady) {
        put(i, history, start.getEpochSecond() - ago * HOUR_SECONDS);
      } else {
        putByClock(i, history, hour, zone.getValidOffsets(hour));
      }
    }
  }

  static LocalHours before(HourHistory history, AnomalyDetection how) {
    return new LocalHours(history, how);
  }

  /** Whether an hour, in hours since the epoch, is one that is not judged. */
  static boolean isException(long hour, AnomalyDetection how) {
    return how.isException(localTime(startOf(hour), how.timeZone().getRules()));
  }

  private static Instant startOf(long hour) {
    return Instant.ofEpochSecond(hour * HOUR_SECONDS);
  }

  private static LocalDateTime localTime(Instant time, ZoneRules zone) {
    return LocalDateTime.ofInstant(time, zone.getOffset(time));
  }

  /** Whether the clock was not changed in the span of the history: mostly so, and much faster. */
  private static boolean isSteady(ZoneRules zone, Instant end) {
    ZoneOffsetTransition last = zone.previousTransition(end.plusSeconds(1));
    return last == null
        || last.getInstant().isBefore(end.minusSeconds((HOURS + HourHistory.DAYS) * HOUR_SECONDS));
  }

  private void putByClock(
      int index, HourHistory history, LocalDateTime hour, List<ZoneOffset> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    put(index, history, hour.toEpochSecond(offsets.get(0)));
    if (offsets.size() > 1) {
      double[] first = new double[HourCounts.QUARTERS];
      Arrays.setAll(first, i -> through[i][index]);
      put(index, history, hour.toEpochSecond(offsets.get(1)));
      for (int i = 0; i < HourCounts.QUARTERS; i++) {
        through[i][index] = (first[i] + through[i][index]) / 2;
      }
    }
  }

  private void put(int index, HourHistory history, long startSeconds) {
    long firstQuarter = Math.floorDiv(startSeconds, QUARTER_SECONDS);
    for (int i = 0; i < HourCounts.QUARTERS; i++) {
      through[i][index] = history.through(firstQuarter, i + 1);
    }
  }

  /** The events of each hour up to the end of a quarter; NaN if the hour is not known. */
  double[] through(int quarters) {
    return through[quarters - 1];
  }

  private boolean isKnown(int index) {
    return !Double.isNaN(through[0][index]);
  }

  /** The index of the first hour that is known; the number of hours if there is none. */
  int first() {
    int first = 0;
    while (first < HOURS && !isKnown(first)) {
      first++;
    }
    return first;
  }

  /**
   * How many known hours the hour after this history is compared with: those of its slot. A slot of
   * the week has few hours, so the hours next to them are included: counts vary there in the same
   * way.
   */
  int samples(int period) {
    int reach = period == SeasonModel.WEEK ? 1 : 0;
    int samples = 0;
    for (int slot = HOURS - period; slot >= 0; slot -= period) {
      for (int i = Math.max(0, slot - reach); i <= slot + reach && i < HOURS; i++) {
        samples += isKnown(i) ? 1 : 0;
      }
    }
    return samples;
  }

  /** How many known hours the slot itself has. */
  int ownSamples(int period) {
    int samples = 0;
    for (int slot = HOURS - period; slot >= 0; slot -= period) {
      samples += isKnown(slot) ? 1 : 0;
    }
    return samples;
  }
}
