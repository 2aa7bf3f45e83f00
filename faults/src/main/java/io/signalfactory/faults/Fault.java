package io.signalfactory.faults;

import java.time.Duration;
import java.util.Optional;

/** Something that goes wrong around the application, and is put right again. */
interface Fault {

  /** What it is called on the command line. */
  String name();

  /** What happens, in a sentence for the table of results. */
  String what();

  Promise promise();

  /** How long it lasts after it was injected. */
  Duration lasts();

  void inject(Scene scene) throws Exception;

  /** Puts it right. */
  void heal(Scene scene) throws Exception;

  /** Why it cannot be injected on this machine, if it cannot. */
  default Optional<String> obstacle(Scene scene) {
    return Optional.empty();
  }
}
