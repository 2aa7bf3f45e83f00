package io.signalfactory.tally;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A cause as it is counted. Violations that failed their event and violations that only warned are
 * counted separately, even with the same key, for example before and after the severity of a rule
 * was changed.
 *
 * @param key who broke what
 * @param failing whether the violation failed its event; otherwise it warned
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

  /** By the texts of the key, so that causes are ranked and cut off the same way everywhere. */
  @Override
  public int compareTo(ObservedCause other) {
    return ORDER.compare(this, other);
  }
}
