package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.time.ClockText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a breach went through, and why.
 *
 * @param transitions the transitions that are kept, the earliest first; there is at least one
 * @param leftOut how many transitions between the first and the last are no longer kept
 * @param fromTheStart whether the first one is how the breach opened; false if that was before
 *     transitions were kept
 */
public record BreachStory(List<Told> transitions, int leftOut, boolean fromTheStart) {

  /** What the summary of a breach that is resolved has before the reason. */
  private static final String BEFORE_THE_REASON = ": ";

  public BreachStory {
    transitions = List.copyOf(transitions);
  }

  /**
   * The story that these transitions tell.
   *
   * @param kept the transitions that are kept, the earliest first; at least one
   */
  public static BreachStory of(List<Transition> kept) {
    List<Told> told = new ArrayList<>();
    int leftOut = 0;
    Transition before = null;
    for (Transition transition : kept) {
      Breach breach = transition.breach();
      told.add(new Told(breach, before == null ? beginning(breach) : why(before.breach(), breach)));
      leftOut += before == null ? 0 : transition.number() - before.number() - 1;
      before = transition;
    }
    boolean fromTheStart = kept.get(0).breach().status() == Breach.Status.OPEN;
    return new BreachStory(told, leftOut, fromTheStart);
  }

  /** The breach as it is after the last transition. */
  public Breach latest() {
    return transitions.get(transitions.size() - 1).breach();
  }

  /** The first transition that is kept, of which nothing before is known. */
  private static String beginning(Breach breach) {
    return switch (breach.status()) {
      case OPEN ->
          "opened as "
              + breach.severity()
              + ": the limit is missed since "
              + ClockText.seconds(breach.openedAt(), breach.updatedAt());
      case UPDATED -> "severity or leading cause changed; what was before is not kept";
      case RESOLVED -> resolved(breach);
    };
  }

  private static String why(Breach before, Breach after) {
    if (after.status() == Breach.Status.RESOLVED) {
      return resolved(after);
    }
    String changes =
        Stream.of(severity(before, after), cause(before, after), contract(before, after))
            .filter(change -> !change.isEmpty())
            .collect(Collectors.joining("; "));
    return changes.isEmpty() ? "the same severity and leading cause again" : changes;
  }

  private static String severity(Breach before, Breach after) {
    if (before.severity() == after.severity()) {
      return "";
    }
    return (after.severity() == State.CRITICAL ? "severity rose from " : "severity fell from ")
        + before.severity()
        + " to "
        + after.severity();
  }

  private static String cause(Breach before, Breach after) {
    if (after.causes().isEmpty()) {
      return "";
    }
    CauseKey now = after.causes().get(0).key();
    List<Cause> earlier = before.causes();
    if (earlier.isEmpty()) {
      return "leading cause is now known: " + text(now);
    }
    CauseKey then = earlier.get(0).key();
    return now.equals(then) ? "" : "leading cause is now " + text(now) + ", was " + text(then);
  }

  private static String text(CauseKey cause) {
    return Stream.of(
            cause.service() == null ? "an unknown producer" : cause.service(),
            cause.version(),
            cause.code(),
            cause.field(),
            cause.rule())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private static String contract(Breach before, Breach after) {
    return Objects.equals(before.contractVersion(), after.contractVersion())
        ? ""
        : "judged by contract version "
            + after.contractVersion()
            + ", before by "
            + before.contractVersion();
  }

  /** The reason in {@code resolved after 3 min: reason}. */
  private static String resolved(Breach breach) {
    int reason = breach.summary().indexOf(BEFORE_THE_REASON);
    return reason < 0
        ? breach.summary()
        : breach.summary().substring(reason + BEFORE_THE_REASON.length());
  }

  /**
   * One transition.
   *
   * @param breach the breach after it
   * @param why what changed, as a sentence without a full stop
   */
  public record Told(Breach breach, String why) {}
}
