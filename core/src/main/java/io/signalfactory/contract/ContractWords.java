package io.signalfactory.contract;

import io.signalfactory.time.TimeSpan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in a few words each what changes from one version of a contract to the next: {@code now
 * required: total_amount}, {@code freshness limit 900 → 600 s}. Whether a change breaks somebody is
 * the matter of {@link Compatibility}; these are the words for lists, such as the versions of a
 * contract. They contain names, limits and conditions of the contract, and no value of an event.
 */
public final class ContractWords {

  private ContractWords() {}

  /**
   * What changes, in the order of the document; empty only if the contracts are equal.
   *
   * @param older the version before; null if there is none, which is one change: {@code new}
   */
  public static List<String> of(@Nullable Contract older, Contract newer) {
    WordList words = new WordList();
    if (older == null) {
      words.add("new");
      return words.all();
    }
    words.changed("name", older.name(), newer.name());
    words.changed("version", older.version(), newer.version());
    words.changed("owner", older.owner(), newer.owner());
    words.changed("tier", older.tier(), newer.tier());
    dataset(older.dataset(), newer.dataset(), words);
    schema(older.schema(), newer.schema(), words);
    FieldWords.compare(older.fields(), newer.fields(), words);
    RuleWords.compare(older.rules(), newer.rules(), words);
    SloWords.compare(older.slos(), newer.slos(), words);
    return words.all();
  }

  private static void dataset(DatasetSelector before, DatasetSelector after, WordList words) {
    words.changed("URN", before.urn(), after.urn());
    words.changed("topic", before.topic(), after.topic());
    words.changed("match", match(before.match()), match(after.match()));
    words.changed("event time field", before.eventTime(), after.eventTime());
    words.changed("producer of records that name none:", before.producer(), after.producer());
    words.changed(
        "event times in the future allowed by",
        span(before.futureTolerance()),
        span(after.futureTolerance()));
    words.changed(
        "late events counted for", span(before.lateRetention()), span(after.lateRetention()));
    words.changed("grace of an hour", span(before.grace()), span(after.grace()));
  }

  private static void schema(SchemaReference before, SchemaReference after, WordList words) {
    words.changed("schema registry", before.registry(), after.registry());
    words.changed("schema subject", before.subject(), after.subject());
    words.changed("schema version", before.version(), after.version());
    words.changed("schema compatibility", before.compatibility(), after.compatibility());
  }

  /** Exact to the nanosecond, so that no difference is without words. */
  static String span(Duration span) {
    return span.toNanosPart() == 0 ? TimeSpan.format(span) : span.toString();
  }

  private static @Nullable String match(@Nullable Match match) {
    if (match instanceof Match.ByField byField) {
      return "field %s = '%s'".formatted(byField.field(), byField.equalTo());
    }
    return match instanceof Match.ByHeader byHeader
        ? "header %s = '%s'".formatted(byHeader.header(), byHeader.equalTo())
        : null;
  }
}
