package io.signalfactory.baseline;

import java.util.Arrays;
import java.util.function.DoubleFunction;

/** The method of this application, and others to compare it with. */
final class Detectors {

  private static final int TWO_WEEKS = 14 * 24;

  private Detectors() {}

  private static boolean[][] each(double[] thresholds, DoubleFunction<boolean[]> one) {
    return Arrays.stream(thresholds).mapToObj(one).toArray(boolean[][]::new);
  }

  /** The method of the application, for whole hours. */
  record Ours() implements Detector {
    @Override
    public String name() {
      return "this method,";
    }

    @Override
    public double[] thresholds() {
      return new double[] {3, 3.5, 4, 4.5, 5, 5.5, 6, 7};
    }

    @Override
    public boolean[][] unusual(LabelledSeries series, double[] thresholds) {
      boolean[][] unusual = new boolean[thresholds.length][LabelledSeries.HOURS];
      int kept = 35 * 24;
      for (int i = LabelledSeries.WARM_UP; i < LabelledSeries.HOURS; i++) {
        if (series.counts()[i] < 0) {
          continue;
        }
        double[] before = new double[kept];
        Arrays.fill(before, Double.NaN);
        int first = kept;
        for (int age = 1; age <= Math.min(kept, i); age++) {
          long count = series.counts()[i - age];
          if (count >= 0) {
            before[kept - age] = count;
            first = kept - age;
          }
        }
        UsualCount usual = UsualCount.of(before, first, series.period());
        for (int t = 0; t < thresholds.length; t++) {
          unusual[t][i] = usual.within(thresholds[t]).judge(series.counts()[i]) != Deviation.NONE;
        }
      }
      return unusual;
    }
  }

  /** A number of standard deviations from the mean of the last 14 days. */
  record ZScore() implements Detector {
    @Override
    public String name() {
      return "z-score, 14 days";
    }

    @Override
    public double[] thresholds() {
      return new double[] {2, 2.5, 3, 3.5, 4, 5};
    }

    @Override
    public boolean[][] unusual(LabelledSeries series, double[] thresholds) {
      return each(thresholds, threshold -> unusual(series, threshold));
    }

    private boolean[] unusual(LabelledSeries series, double threshold) {
      boolean[] unusual = new boolean[LabelledSeries.HOURS];
      for (int i = LabelledSeries.WARM_UP; i < unusual.length; i++) {
        if (series.counts()[i] < 0) {
          continue;
        }
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int j = i - TWO_WEEKS; j < i; j++) {
          double count = series.counts()[j];
          if (count >= 0) {
            sum += count;
            squares += count * count;
            n++;
          }
        }
        double mean = sum / n;
        double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
        unusual[i] = Math.abs(series.counts()[i] - mean) > threshold * Math.max(1, deviation);
      }
      return unusual;
    }
  }

  /**
   * The hour one season ago, with the standard deviation (from the MAD) of such differences of
   * logarithms over 14 days.
   */
  record SeasonalNaive() implements Detector {
    @Override
    public String name() {
      return "seasonal naive";
    }

    @Override
    public double[] thresholds() {
      return new double[] {3, 4, 5, 6, 8, 10};
    }

    @Override
    public boolean[][] unusual(LabelledSeries series, double[] thresholds) {
      return each(thresholds, threshold -> unusual(series, threshold));
    }

    private boolean[] unusual(LabelledSeries series, double threshold) {
      boolean[] unusual = new boolean[LabelledSeries.HOURS];
      double[] difference = new double[LabelledSeries.HOURS];
      Arrays.fill(difference, Double.NaN);
      for (int i = series.period(); i < difference.length; i++) {
        long now = series.counts()[i];
        long then = series.counts()[i - series.period()];
        if (now >= 0 && then >= 0) {
          difference[i] = Math.log1p((double) now) - Math.log1p((double) then);
        }
      }
      double[] scratch = new double[TWO_WEEKS];
      for (int i = LabelledSeries.WARM_UP; i < unusual.length; i++) {
        if (Double.isNaN(difference[i])) {
          continue;
        }
        int found = 0;
        for (int j = i - TWO_WEEKS; j < i; j++) {
          if (!Double.isNaN(difference[j])) {
            scratch[found++] = Math.abs(difference[j]);
          }
        }
        double scale = found == 0 ? 1 : 1.4826 * Sorted.of(scratch, found).median();
        unusual[i] = Math.abs(difference[i]) > threshold * Math.max(0.02, scale);
      }
      return unusual;
    }
  }

  /**
   * Additive Holt-Winters of logarithms, made robust: a count further than two standard deviations
   * from the forecast is moved to that distance before it is learnt from, and the scale follows the
   * absolute error in the same way (after Gelper, Fried and Croux, 2010).
   */
  record HoltWinters() implements Detector {
    private static final double LEVEL = 0.05;
    private static final double TREND = 0.002;
    private static final double SEASON = 0.2;
    private static final double SCALE = 0.02;

    @Override
    public String name() {
      return "robust Holt-Winters";
    }

    @Override
    public double[] thresholds() {
      return new double[] {3, 4, 5, 6, 8, 10};
    }

    @Override
    public boolean[][] unusual(LabelledSeries series, double[] thresholds) {
      return each(thresholds, threshold -> unusual(series, threshold));
    }

    private boolean[] unusual(LabelledSeries series, double threshold) {
      int period = series.period();
      boolean[] unusual = new boolean[LabelledSeries.HOURS];
      double level = 0;
      double trend = 0;
      double[] season = new double[period];
      int n = 0;
      for (int i = 0; i < period; i++) {
        if (series.counts()[i] >= 0) {
          level += Math.log1p((double) series.counts()[i]);
          n++;
        }
      }
      level /= n;
      for (int i = 0; i < period; i++) {
        season[i] = series.counts()[i] < 0 ? 0 : Math.log1p((double) series.counts()[i]) - level;
      }
      double scale = 0.2;
      for (int i = period; i < unusual.length; i++) {
        double forecast = level + trend + season[i % period];
        if (series.counts()[i] < 0) {
          level += trend;
          continue;
        }
        double error = Math.log1p((double) series.counts()[i]) - forecast;
        unusual[i] = Math.abs(error) > threshold * Math.max(0.02, scale);
        double drawn = Math.max(-2 * scale, Math.min(2 * scale, error));
        level = forecast - season[i % period] + LEVEL * drawn;
        trend += TREND * LEVEL * drawn;
        season[i % period] += SEASON * drawn;
        scale += SCALE * (1.25 * Math.abs(drawn) - scale);
      }
      return unusual;
    }
  }

  /** Median and MAD of the hour of the season over 35 days, without level or dispersion. */
  record SlotMedian() implements Detector {
    @Override
    public String name() {
      return "slot median and MAD";
    }

    @Override
    public double[] thresholds() {
      return new double[] {3, 4, 5, 6, 8, 10};
    }

    @Override
    public boolean[][] unusual(LabelledSeries series, double[] thresholds) {
      return each(thresholds, threshold -> unusual(series, threshold));
    }

    private boolean[] unusual(LabelledSeries series, double threshold) {
      boolean[] unusual = new boolean[LabelledSeries.HOURS];
      double[] scratch = new double[35];
      for (int i = LabelledSeries.WARM_UP; i < unusual.length; i++) {
        if (series.counts()[i] < 0) {
          continue;
        }
        int found = 0;
        for (int j = i - series.period(); j >= Math.max(0, i - 35 * 24); j -= series.period()) {
          if (series.counts()[j] >= 0) {
            scratch[found++] = series.counts()[j];
          }
        }
        if (found < 2) {
          continue;
        }
        double median = Sorted.of(scratch, found).median();
        for (int k = 0; k < found; k++) {
          scratch[k] = Math.abs(scratch[k] - median);
        }
        double scale = 1.4826 * Sorted.of(scratch, found).median();
        unusual[i] = Math.abs(series.counts()[i] - median) > threshold * Math.max(1, scale);
      }
      return unusual;
    }
  }
}
