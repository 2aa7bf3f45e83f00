package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Decides whether a record is one that the options ask for. */
final class Wanted {

  private Wanted() {}

  /** Whether a record belongs to the wanted dataset; true if none is named. */
  static boolean dataset(ReadOptions options, JsonNode record) {
    return options.dataset() == null
        || options.dataset().equals(record.path("dataset_urn").asText());
  }

  /** Whether a member has the wanted value; true if none is named. */
  static boolean is(@Nullable Enum<?> wanted, JsonNode member) {
    return wanted == null || wanted.name().equals(member.asText());
  }
}
