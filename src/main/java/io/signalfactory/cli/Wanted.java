package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Whether a record is what the options ask for. */
final class Wanted {

  private Wanted() {}

  /** Whether it is of the wanted dataset, if one is named. */
  static boolean dataset(ReadOptions options, JsonNode record) {
    return options.dataset() == null
        || options.dataset().equals(record.path("dataset_urn").asText());
  }

  /** Whether a member is the wanted one, if one is named. */
  static boolean is(@Nullable Enum<?> wanted, JsonNode member) {
    return wanted == null || wanted.name().equals(member.asText());
  }
}
