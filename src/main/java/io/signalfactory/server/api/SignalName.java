package io.signalfactory.server.api;

import io.signalfactory.server.http.ProblemException;
import io.signalfactory.signal.Signal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The part of a path that names a signal. */
final class SignalName {

  private SignalName() {}

  /**
   * The signal with a name.
   *
   * @throws ProblemException if no signal has that name
   */
  static Signal of(String text) {
    return Signal.ofLabel(text)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "there is no signal "
                        + ProblemException.quoted(text)
                        + ": the signals are "
                        + Arrays.stream(Signal.values())
                            .map(Signal::label)
                            .collect(Collectors.joining(", "))));
  }
}
