package io.signalfactory.control;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the last hour looks under the limits of a contract that is not in force yet.
 *
 * @param from the start of the hour
 * @param to its end: the start of the minute that is running
 * @param limits each limit of the contract that can be judged by stored windows
 * @param cannotTell what stored windows do not tell, each as a sentence without a full stop
 */
public record Outlook(Instant from, Instant to, List<Limit> limits, List<String> cannotTell) {

  public Outlook {
    limits = List.copyOf(limits);
    cannotTell = List.copyOf(cannotTell);
  }

  /**
   * One limit over the last hour, looked at at the end of each minute.
   *
   * @param signal the name of the signal
   * @param consumer the consumer whose limit it is; null for the dataset's own
   * @param judgedMinutes at how many ends of minutes the whole window was known, 1 to 60
   * @param missedMinutes at how many of these the limit was missed
   * @param sentence what was worst, what is allowed and how often it was missed
   */
  public record Limit(
      String signal,
      @Nullable String consumer,
      int judgedMinutes,
      int missedMinutes,
      String sentence) {}
}
