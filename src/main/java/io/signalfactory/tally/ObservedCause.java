package io.signalfactory.tally;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A violation as it is counted. The same key is counted apart where it failed an event and where it
 * only warned, for example before and after a rule's severity was changed.
 *
 * @param key what was violated
 * @param failing whether the violation failed its event (else it warned)
 */
public record ObservedCause(CauseKey key, boolean failing) implements Comparable<ObservedCause> {

  private static final Comparator<@Nullable String> TEXT =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<ObservedCause> ORDER =
      Comparator.comparing((ObservedCause cause) -> cause.key().gate())
          .thenComparing(cause -> cause.key().code())
          .thenComparing(cause -> cause.key().field(), TEXT)
          .thenComparing(cause -> cause.key().rule(), TEXT)
          .thenComparing(cause -> cause.key().service(), TEXT)
          .thenComparing(cause -> cause.key().version(), TEXT)
          .thenComparing(ObservedCause::failing);

  /** By the key's text, so that whatever is cut or ranked is cut and ranked alike everywhere. */
  @Override
  public int compareTo(ObservedCause other) {
    return ORDER.compare(this, other);
  }
}
