package io.signalfactory.checklist;

import org.jspecify.annotations.Nullable;

/**
 * One check of a dataset.
 *
 * @param id its name, for programs: {@code producer_header}
 * @param passed whether nothing has to be done
 * @param saw what was seen, as a sentence without a full stop
 * @param toDo what to do; null if it passed
 * @param code what to write or to run for that, on several lines; null if there is nothing to copy
 */
public record Check(
    String id, boolean passed, String saw, @Nullable String toDo, @Nullable String code) {

  static Check passed(String id, String saw) {
    return new Check(id, true, saw, null, null);
  }

  static Check failed(String id, String saw, String toDo, @Nullable String code) {
    return new Check(id, false, saw, toDo, code);
  }
}
