package io.signalfactory.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Hourly counts as real feeds have them, with incidents at known hours.
 *
 * @param counts one per hour, from midnight of a Monday; negative if an hour is missing
 * @param labels what each hour is
 * @param incidents the number of incidents
 * @param incident for each hour the number of its incident, from 1; 0 for none
 * @param period the length of the pattern in hours
 */
record LabelledSeries(
    Family family, long[] counts, Label[] labels, int[] incident, int incidents, int period) {

  static final int DAY = 24;
  static final int WEEK = 7 * DAY;
  static final int HOURS = 10 * WEEK;

  /** Hours to learn from; nothing happens in them, and nothing is scored. */
  static final int WARM_UP = 3 * WEEK;

  enum Label {
    USUAL,
    INCIDENT,
    /** Unusual, but not clearly an incident: holidays, the first days of a new level. */
    NOT_SCORED
  }

  /** How a feed behaves while nothing is wrong with it. */
  enum Family {
    DAILY(2_000, 0.7, 1, 1, 0, 0.06, 0),
    WEEKLY(2_000, 0.7, 0.35, 1, 0, 0.06, 0),
    /** A pattern of the week that the contract does not mention. */
    WEEKLY_CALLED_DAILY(2_000, 0.7, 0.35, 1, 0, 0.06, 0),
    GROWTH(500, 0.6, 0.8, 1, 0.03, 0.06, 0),
    DECLINE(20_000, 0.6, 0.8, 1, -0.02, 0.06, 0),
    NOISY(3_000, 0.5, 0.8, 1, 0, 0.25, 0),
    LOW(6, 0.6, 0.8, 1, 0, 0.05, 0),
    SPARSE_NIGHTS(300, 0.98, 0.1, 1, 0, 0.1, 0),
    FLAT(1_000, 0, 1, 1, 0, 0.05, 0),
    HOLIDAYS(5_000, 0.7, 0.6, 0.4, 0, 0.07, 0),
    LEVEL_SHIFTS(3_000, 0.6, 0.8, 1, 0, 0.07, 3),
    HUGE(40_000_000, 0.6, 0.7, 1, 0.002, 0.04, 0);

    final double mean;
    final double swing;
    final double weekend;
    final double holiday;
    final double growth;
    final double noise;
    final int shifts;

    Family(
        double mean,
        double swing,
        double weekend,
        double holiday,
        double growth,
        double noise,
        int shifts) {
      this.mean = mean;
      this.swing = swing;
      this.weekend = weekend;
      this.holiday = holiday;
      this.growth = growth;
      this.noise = noise;
      this.shifts = shifts;
    }

    int period() {
      return switch (this) {
        case WEEKLY, SPARSE_NIGHTS, HOLIDAYS -> WEEK;
        default -> DAY;
      };
    }
  }

  private enum PlantedIncident {
    OUTAGE,
    PARTIAL_DROP,
    FLOOD,
    SLOW_DECAY,
    SHORT_SPIKE
  }

  static LabelledSeries of(Family family, long seed) {
    return new Maker(family, new Random(seed * 1_000_003 + family.name().hashCode())).make();
  }

  private static final class Maker {
    private final Family family;
    private final Random random;
    private final double[] usual = new double[HOURS];
    private final double[] factor = new double[HOURS];
    private final Label[] labels = new Label[HOURS];
    private final int[] incident = new int[HOURS];
    private int incidents;

    private Maker(Family family, Random random) {
      this.family = family;
      this.random = random;
      Arrays.fill(factor, 1);
      Arrays.fill(labels, Label.USUAL);
    }

    private LabelledSeries make() {
      pattern();
      holidays();
      levelShifts();
      plantIncidents();
      return new LabelledSeries(family, draw(), labels, incident, incidents, family.period());
    }

    private void pattern() {
      double peak = 13 + 4 * random.nextDouble();
      double second = random.nextDouble() * 0.3;
      for (int i = 0; i < HOURS; i++) {
        double hour = i % DAY;
        double wave =
            Math.cos((hour - peak) / DAY * 2 * Math.PI)
                + second * Math.cos((hour - peak) / DAY * 4 * Math.PI);
        double shape = Math.max(0.01, 1 + family.swing * wave);
        boolean weekend = i % WEEK >= 5 * DAY;
        usual[i] =
            family.mean
                * shape
                * (weekend ? family.weekend : 1)
                * Math.exp(family.growth * i / DAY);
      }
    }

    private void holidays() {
      if (family.holiday == 1) {
        return;
      }
      for (int planted = 0; planted < 3; planted++) {
        int day = (WARM_UP / DAY) + random.nextInt((HOURS - WARM_UP) / DAY);
        for (int i = day * DAY; i < (day + 1) * DAY; i++) {
          usual[i] *= family.holiday;
          labels[i] = Label.NOT_SCORED;
        }
      }
    }

    private void levelShifts() {
      for (int shift = 0; shift < family.shifts; shift++) {
        int at = WARM_UP + (HOURS - WARM_UP) * shift / family.shifts + random.nextInt(WEEK);
        double next = random.nextBoolean() ? 1.6 : 0.6;
        for (int i = at; i < HOURS; i++) {
          usual[i] *= next;
        }
        for (int i = at; i < Math.min(HOURS, at + 3 * DAY); i++) {
          labels[i] = Label.NOT_SCORED;
        }
      }
    }

    private void plantIncidents() {
      List<PlantedIncident> kinds = new ArrayList<>();
      int at = WARM_UP + random.nextInt(2 * DAY);
      while (at < HOURS - DAY) {
        if (kinds.isEmpty()) {
          kinds.addAll(List.of(PlantedIncident.values()));
        }
        PlantedIncident kind = kinds.remove(random.nextInt(kinds.size()));
        int hours =
            switch (kind) {
              case OUTAGE -> 1 + random.nextInt(6);
              case PARTIAL_DROP -> 3 + random.nextInt(8);
              case FLOOD -> 1 + random.nextInt(5);
              case SLOW_DECAY -> 12;
              case SHORT_SPIKE -> 1;
            };
        if (free(at, hours)) {
          plant(kind, at, hours);
        }
        at += hours + DAY + random.nextInt(4 * DAY);
      }
    }

    private boolean free(int at, int hours) {
      for (int i = at; i < Math.min(HOURS, at + hours); i++) {
        if (labels[i] != Label.USUAL || usual[i] < 5) {
          return false;
        }
      }
      return true;
    }

    private void plant(PlantedIncident kind, int at, int hours) {
      double strength = random.nextDouble();
      incidents++;
      for (int i = 0; i < hours; i++) {
        double share =
            switch (kind) {
              case OUTAGE -> 0.02 * strength;
              case PARTIAL_DROP -> 0.4 + 0.3 * strength;
              case FLOOD -> 2 + strength;
              case SLOW_DECAY -> Math.pow(0.1 + 0.2 * strength, (i + 1.0) / hours);
              case SHORT_SPIKE -> 3 + 2 * strength;
            };
        factor[at + i] = share;
        // A decay counts only once it differs from a slow day.
        labels[at + i] = share > 0.75 && share < 1 ? Label.NOT_SCORED : Label.INCIDENT;
        incident[at + i] = incidents;
      }
    }

    /** Poisson counts around a mean that changes from hour to hour and from day to day. */
    private long[] draw() {
      long[] counts = new long[HOURS];
      double wander = 0;
      double day = 0;
      for (int i = 0; i < HOURS; i++) {
        if (i % DAY == 0) {
          day = random.nextGaussian() * family.noise * 0.5;
        }
        wander = 0.6 * wander + 0.8 * random.nextGaussian();
        double heavy = random.nextInt(50) == 0 ? 2 : 1;
        double mean = usual[i] * factor[i] * Math.exp(day + family.noise * 0.85 * heavy * wander);
        counts[i] = poisson(mean);
      }
      // Some hours were not observed.
      for (int gap = 0; gap < 3; gap++) {
        int at = random.nextInt(HOURS);
        for (int i = at; i < Math.min(HOURS, at + 1 + random.nextInt(5)); i++) {
          if (incident[i] == 0) {
            counts[i] = -1;
          }
        }
      }
      return counts;
    }

    private long poisson(double mean) {
      if (mean > 200) {
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
      }
      double limit = Math.exp(-mean);
      long count = 0;
      for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
        count++;
      }
      return count;
    }
  }
}
