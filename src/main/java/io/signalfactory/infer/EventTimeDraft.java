package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a draft says of the time of events.
 *
 * @param field the field that has it; null if there is none that every event has
 * @param misleading the field that would be read for it and is no time; null if there is none
 */
record EventTimeDraft(@Nullable FieldDraft field, @Nullable FieldPath misleading) {

  private static final List<String> KNOWN =
      List.of(
          "event_time", "event_timestamp", "created_at", "timestamp", "occurred_at", "event_at");

  /** What is read if a contract names no field. */
  private static final List<FieldPath> BY_DEFAULT =
      List.of(
          FieldPath.of("event_time"),
          FieldPath.of("eventTime"),
          FieldPath.of("created_at"),
          FieldPath.of("timestamp"));

  /**
   * Of the times that every event has, the best known name, or else the one that is closest to the
   * times of the records.
   */
  static EventTimeDraft of(FieldDrafts fields, Profile profile) {
    Optional<FieldDraft> best =
        fields.required().stream()
            .filter(EventTimeDraft::isTime)
            .filter(field -> field.profile().nulls() == 0)
            .min(
                Comparator.comparingInt(EventTimeDraft::rank)
                    .thenComparingLong(field -> field.profile().meanLagMs())
                    .thenComparing(FieldDraft::path));
    return new EventTimeDraft(
        best.orElse(null), best.isPresent() ? null : misleading(fields, profile));
  }

  private static int rank(FieldDraft field) {
    int known = KNOWN.indexOf(field.name().joined());
    return known < 0 ? KNOWN.size() : known;
  }

  private static boolean isTime(FieldDraft field) {
    return field.isTimestamp()
        && field.fitting() == field.profile().values()
        && field.profile().aheadOfRecord() == 0;
  }

  private static @Nullable FieldPath misleading(FieldDrafts fields, Profile profile) {
    for (FieldPath path : BY_DEFAULT) {
      FieldProfile seen = profile.fields().get(path);
      if (seen != null && seen.values() > 0) {
        boolean readable =
            fields.inContract().stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .map(EventTimeDraft::isTime)
                // Without a type it is read as RFC 3339 has it.
                .orElse(seen.count(Shape.TIME_TEXT) == seen.values() && seen.aheadOfRecord() == 0);
        if (!readable) {
          return path;
        }
      }
    }
    return null;
  }

  void write(YamlLines yaml) {
    if (field != null) {
      yaml.line(2, "eventTime: " + YamlLines.quoted(field.path().toString()));
    } else if (misleading == null) {
      yaml.comment(2, "eventTime: no field holds a time in all events");
    } else {
      yaml.comment(
          2,
          misleading
              + " is not the time of each event. Which field is? None counts as its arrival.");
      yaml.line(2, "eventTime: \"WHICH_FIELD\"");
    }
  }
}
