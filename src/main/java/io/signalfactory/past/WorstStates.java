package io.signalfactory.past;

import io.signalfactory.signal.Evaluation;
import io.signalfactory.signal.JudgedSignal;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The worst state that each signal of a dataset had in a span of time, the limits of consumers
 * included. UNKNOWN is worse than OK and better than WARNING.
 *
 * @param code for each signal in turn, from the last one on, a digit to the base of {@value #BASE}:
 *     0 if the signal was not judged, then 1 to 4 from the best state to the worst
 */
public record WorstStates(int code) {

  /** No signal was judged. */
  public static final WorstStates NONE = new WorstStates(0);

  private static final int BASE = 5;
  private static final List<State> BEST_FIRST =
      List.of(State.OK, State.UNKNOWN, State.WARNING, State.CRITICAL);

  /** Part of the format: a new signal comes first, so that the digits of the others stay. */
  private static final List<Signal> SIGNALS =
      List.of(Signal.FRESHNESS, Signal.VOLUME, Signal.COMPLIANCE, Signal.QUALITY);

  /** The largest code. */
  static final int LARGEST = (int) Math.pow(BASE, SIGNALS.size()) - 1;

  /**
   * @throws IllegalArgumentException if the code stands for no states
   */
  public WorstStates {
    if (code < 0 || code > LARGEST) {
      throw new IllegalArgumentException("states have codes from 0 to " + LARGEST);
    }
  }

  /** The states of one evaluation. */
  public static WorstStates of(Evaluation evaluation) {
    int[] digits = new int[SIGNALS.size()];
    for (JudgedSignal judged : evaluation.judged()) {
      int signal = SIGNALS.indexOf(judged.key().signal());
      digits[signal] = Math.max(digits[signal], digit(judged.judgement().state()));
    }
    return of(digits);
  }

  /** One signal had one state. */
  public static WorstStates of(Signal signal, State state) {
    int[] digits = new int[SIGNALS.size()];
    digits[SIGNALS.indexOf(signal)] = digit(state);
    return of(digits);
  }

  private static WorstStates of(int[] digits) {
    int code = 0;
    for (int digit : digits) {
      code = code * BASE + digit;
    }
    return code == 0 ? NONE : new WorstStates(code);
  }

  private static int digit(State state) {
    return BEST_FIRST.indexOf(state) + 1;
  }

  private int[] digits() {
    int[] digits = new int[SIGNALS.size()];
    int left = code;
    for (int i = digits.length - 1; i >= 0; i--) {
      digits[i] = left % BASE;
      left /= BASE;
    }
    return digits;
  }

  /** The worst states of both. In whatever order spans are put together, the result is the same. */
  public WorstStates and(WorstStates other) {
    if (code == other.code || other.code == 0) {
      return this;
    }
    int[] digits = digits();
    int[] others = other.digits();
    for (int i = 0; i < digits.length; i++) {
      digits[i] = Math.max(digits[i], others[i]);
    }
    return of(digits);
  }

  /** The worst state of a signal; null if it was not judged. */
  public @Nullable State of(Signal signal) {
    return state(digits()[SIGNALS.indexOf(signal)]);
  }

  /** The worst state of all signals; null if none was judged. */
  public @Nullable State worst() {
    return state(rank());
  }

  /** The worst state as a number: 0 if no signal was judged, then 1 to 4, the worst last. */
  int rank() {
    int worst = 0;
    for (int digit : digits()) {
      worst = Math.max(worst, digit);
    }
    return worst;
  }

  /** The state of a {@link #rank}; null for 0. */
  static @Nullable State state(int rank) {
    return rank == 0 ? null : BEST_FIRST.get(rank - 1);
  }
}
