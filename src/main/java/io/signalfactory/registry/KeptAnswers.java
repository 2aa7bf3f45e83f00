package io.signalfactory.registry;

import io.signalfactory.schema.SchemaLookup;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that were used last. Thread-safe. */
final class KeptAnswers {

  /**
   * An answer.
   *
   * @param at when it came, by the clock of the lookups
   */
  record Kept(SchemaLookup answer, long at) {}

  private final Map<Question, Kept> answers;

  KeptAnswers(int most) {
    answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable Kept get(Question question) {
    return answers.get(question);
  }

  synchronized void put(Question question, Kept answer) {
    answers.put(question, answer);
  }

  synchronized void remove(Question question) {
    answers.remove(question);
  }

  synchronized int size() {
    return answers.size();
  }
}
