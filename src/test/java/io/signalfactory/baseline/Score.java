package io.signalfactory.baseline;

import io.signalfactory.baseline.LabelledSeries.Label;
import java.util.BitSet;

/** How alarms compare with labels, by hours and by incidents. */
final class Score {

  private static final int SAME_ALARM = 2;

  private long hoursFound;
  private long hoursMissed;
  private long hoursFalse;
  private long incidentsFound;
  private long incidents;
  private long falseAlarms;
  private long scoredHours;

  static Score of(LabelledSeries series, boolean[] unusual) {
    Score score = new Score();
    score.count(series, unusual);
    return score;
  }

  private void count(LabelledSeries series, boolean[] unusual) {
    BitSet found = new BitSet();
    int lastAlarm = Integer.MIN_VALUE / 2;
    BitSet labelled = new BitSet();
    for (int i = LabelledSeries.WARM_UP; i < unusual.length; i++) {
      Label label = series.labels()[i];
      if (series.counts()[i] < 0) {
        continue;
      }
      if (label != Label.NOT_SCORED) {
        scoredHours++;
      }
      if (label == Label.INCIDENT) {
        labelled.set(series.incident()[i]);
        if (unusual[i]) {
          hoursFound++;
          found.set(series.incident()[i]);
        } else {
          hoursMissed++;
        }
      } else if (label == Label.USUAL && unusual[i]) {
        hoursFalse++;
        boolean goesOn = i - lastAlarm <= SAME_ALARM;
        if (!goesOn) {
          falseAlarms++;
        }
      }
      if (unusual[i]) {
        lastAlarm = i;
      }
    }
    incidents += labelled.cardinality();
    incidentsFound += found.cardinality();
  }

  void add(Score other) {
    hoursFound += other.hoursFound;
    hoursMissed += other.hoursMissed;
    hoursFalse += other.hoursFalse;
    incidentsFound += other.incidentsFound;
    incidents += other.incidents;
    falseAlarms += other.falseAlarms;
    scoredHours += other.scoredHours;
  }

  double hourPrecision() {
    return ratio(hoursFound, hoursFound + hoursFalse);
  }

  double hourRecall() {
    return ratio(hoursFound, hoursFound + hoursMissed);
  }

  double hourF1() {
    return harmonic(hourPrecision(), hourRecall());
  }

  double precision() {
    return ratio(incidentsFound, incidentsFound + falseAlarms);
  }

  double recall() {
    return ratio(incidentsFound, incidents);
  }

  double f1() {
    return harmonic(precision(), recall());
  }

  /** False alarms per dataset and week. */
  double falseAlarmsAWeek() {
    return scoredHours == 0 ? 0 : falseAlarms * (double) LabelledSeries.WEEK / scoredHours;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  private static double harmonic(double a, double b) {
    return a + b == 0 ? 0 : 2 * a * b / (a + b);
  }
}
