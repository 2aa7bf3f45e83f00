package io.signalfactory.infer;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import io.signalfactory.time.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Drafts the contract of a topic from a sample of its records, as YAML with comments. */
public final class ContractDrafts {

  private static final double REQUIRED = 0.99;
  private static final double OPTIONAL = 0.5;
  private static final int MAX_FIELDS = 400;
  private static final int ENOUGH_TO_DIFFER = 20;

  /** Fewer records for each word may be chance. */
  private static final int RECORDS_PER_WORD = 10;

  /** A single text is no enumeration. */
  private static final int FEWEST_WORDS = 2;

  /** Fewer rare members are rather optional fields. */
  private static final int FEWEST_KEYS_OF_A_MAP = 4;

  /** A name without digits in a row, which would rather be a key of a map, and so a value. */
  private static final Pattern PLAIN_NAME =
      Pattern.compile("(?!.*[0-9]{4})[A-Za-z_][A-Za-z0-9_-]{0,59}");

  private static final List<String> EVENT_TIMES =
      List.of("event_time", "created_at", "timestamp", "occurred_at");

  private ContractDrafts() {}

  /**
   * The draft for a topic. It is a valid contract, whose owner has to be filled in.
   *
   * @param topic the topic's name
   * @param sample records in any order
   * @return YAML; empty if no record of the sample is one JSON object
   */
  public static Optional<String> of(String topic, List<SampledRecord> sample) {
    List<Event> events = sample.stream().map(Event::of).filter(Objects::nonNull).toList();
    if (events.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(write(topic, sample.size(), Profile.of(events)));
  }

  private static String write(String topic, int records, Profile profile) {
    List<FieldDraft> known = new ArrayList<>();
    int leftOut = 0;
    for (var entry : profile.fields().entrySet()) {
      boolean plain =
          entry.getKey().names().stream().allMatch(name -> PLAIN_NAME.matcher(name).matches());
      if (plain && known.size() < MAX_FIELDS) {
        known.add(FieldDraft.of(entry.getKey(), entry.getValue()));
      } else {
        leftOut++;
      }
    }
    List<FieldDraft> required = listed(known, profile, REQUIRED, 1);
    List<FieldDraft> optional = listed(known, profile, OPTIONAL, REQUIRED);
    YamlLines yaml = new YamlLines();
    yaml.comment(0, "Drafted from " + records + " records of " + topic + ": check every line.");
    if (profile.events() < records) {
      yaml.comment(0, (records - profile.events()) + " of them are not one JSON object.");
    }
    head(topic, eventTime(required), yaml);
    yaml.line(1, "fields:");
    yaml.line(2, "additional: allow");
    fields("required", required, profile, yaml);
    fields("optional", optional, profile, yaml);
    rest(known, profile, leftOut, yaml);
    rules(required, optional, yaml);
    return yaml.text();
  }

  private static List<FieldDraft> listed(
      List<FieldDraft> fields, Profile profile, double above, double upTo) {
    return fields.stream()
        .filter(field -> field.type() != null)
        .filter(field -> profile.presence(field.profile()) > above)
        .filter(field -> profile.presence(field.profile()) <= upTo)
        .toList();
  }

  private static void head(String topic, @Nullable FieldDraft eventTime, YamlLines yaml) {
    String rest = topic.startsWith("raw.") ? topic.substring("raw.".length()) : topic;
    String name = rest.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    String urn =
        dot > 0 && dot < name.length() - 1
            ? name.substring(0, dot) + ":" + name.substring(dot + 1)
            : "default:" + name;
    yaml.line(0, "apiVersion: odcs/v1");
    yaml.line(0, "kind: DataContract");
    yaml.line(0, "metadata:");
    yaml.line(1, "name: " + YamlLines.quoted(name));
    yaml.line(1, "version: \"1\"");
    yaml.comment(1, "Who is responsible for this dataset? It is not put in force until you say.");
    yaml.line(1, "owner: " + Contract.OPEN_OWNER);
    yaml.line(1, "tier: 3");
    yaml.line(0, "spec:");
    yaml.line(1, "dataset:");
    yaml.line(2, "urn: " + YamlLines.quoted("urn:dp:" + urn));
    yaml.line(2, "topic: " + YamlLines.quoted(topic));
    if (eventTime != null) {
      yaml.line(2, "eventTime: " + YamlLines.quoted(eventTime.path().toString()));
    }
  }

  /** The best known name first, else the first timestamp that every record has. */
  private static @Nullable FieldDraft eventTime(List<FieldDraft> required) {
    List<FieldDraft> times =
        required.stream()
            .filter(field -> field.type() == FieldType.TIMESTAMP)
            .filter(field -> field.profile().nulls() == 0)
            .toList();
    for (String name : EVENT_TIMES) {
      for (FieldDraft time : times) {
        if (FieldDraft.lastName(time.path()).equals(name)) {
          return time;
        }
      }
    }
    return times.isEmpty() ? null : times.get(0);
  }

  private static void fields(String key, List<FieldDraft> fields, Profile profile, YamlLines yaml) {
    if (fields.isEmpty()) {
      return;
    }
    yaml.line(2, key + ":");
    for (FieldDraft field : fields) {
      FieldType type = Objects.requireNonNull(field.type());
      FieldProfile seen = field.profile();
      if (seen.present() < profile.events()) {
        yaml.comment(3, "in " + FieldDraft.percent(seen.present(), profile.events()));
      }
      if (field.fitting() < seen.values()) {
        yaml.comment(
            3,
            type.label()
                + " fits "
                + FieldDraft.percent(field.fitting(), seen.values())
                + " of the values: "
                + field.kinds());
      }
      yaml.line(3, "- name: " + YamlLines.quoted(field.path().toString()));
      yaml.line(4, "type: " + type.label());
      if (field.format() != TimeFormat.RFC3339) {
        yaml.line(4, "format: " + field.format().label());
      }
      if (seen.nulls() > 0) {
        yaml.line(4, "nullable: true");
      }
      if (field.pii()) {
        yaml.line(4, "pii: true");
      }
    }
  }

  private static void rest(List<FieldDraft> known, Profile profile, int leftOut, YamlLines yaml) {
    int mapKeys = 0;
    for (FieldDraft field : known) {
      String seen = "in " + FieldDraft.percent(field.profile().present(), profile.events());
      if (field.type() == null) {
        String kinds = field.kinds().isEmpty() ? "always null" : field.kinds();
        yaml.comment(2, "left out, no type fits: " + field.path() + " " + seen + ": " + kinds);
      } else if (profile.presence(field.profile()) <= OPTIONAL) {
        if (isInMap(field.path(), profile)) {
          mapKeys++;
          continue;
        }
        yaml.comment(2, "seen rarely: " + field.path() + " " + seen);
      }
    }
    if (leftOut + mapKeys > 0) {
      yaml.comment(
          2, leftOut + mapKeys + " more fields are left out, as their names look like values.");
    }
  }

  /**
   * Whether the names beside this one look like keys of a map, and so like values: there are many,
   * and none of them is in half of the objects around them.
   */
  private static boolean isInMap(FieldPath path, Profile profile) {
    List<String> names = path.names();
    if (names.size() < 2) {
      return false;
    }
    FieldPath around = new FieldPath(names.subList(0, names.size() - 1));
    FieldProfile objects = profile.fields().get(around);
    if (objects == null) {
      return false;
    }
    List<FieldProfile> members =
        profile.fields().entrySet().stream()
            .filter(entry -> around.names().equals(outer(entry.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    return members.size() >= FEWEST_KEYS_OF_A_MAP
        && members.stream()
            .allMatch(member -> member.present() <= OPTIONAL * objects.count(Kind.OBJECT));
  }

  private static List<String> outer(FieldPath path) {
    return path.names().subList(0, path.names().size() - 1);
  }

  private static void rules(List<FieldDraft> required, List<FieldDraft> optional, YamlLines yaml) {
    List<FieldDraft> all = new ArrayList<>(required);
    all.addAll(optional);
    YamlLines rules = new YamlLines();
    all.stream()
        .filter(field -> field.type() == FieldType.STRING)
        .forEach(field -> textRule(field, rules));
    required.stream()
        .filter(ContractDrafts::isIdentity)
        .findFirst()
        .ifPresent(
            field -> {
              rules.comment(
                  3,
                  "no two values were equal"
                      + (field.profile().isTheKey() ? "; it is the key of the record" : ""));
              rules.line(3, "- name: " + YamlLines.quoted(ruleName(field, "unique")));
              rules.line(4, "unique: [" + YamlLines.quoted(field.path().toString()) + "]");
              rules.line(4, "within: 24h");
              rules.line(4, "severity: warn");
            });
    if (!rules.text().isEmpty()) {
      yaml.line(1, "quality:");
      yaml.line(2, "rules:");
      yaml.append(rules);
    }
  }

  private static boolean isIdentity(FieldDraft field) {
    String name = FieldDraft.lastName(field.path());
    return (field.type() == FieldType.STRING || field.type() == FieldType.INTEGER)
        && (name.equals("id") || name.endsWith("_id") || name.equals("uuid"))
        && field.profile().nulls() == 0
        && field.profile().present() >= ENOUGH_TO_DIFFER
        && field.profile().allDiffer();
  }

  private static void textRule(FieldDraft field, YamlLines rules) {
    FieldProfile seen = field.profile();
    String name = FieldDraft.lastName(field.path());
    if (matches(field, Shape.UUID)) {
      pattern(field, Shape.UUID, rules);
    } else if (matches(field, Shape.EMAIL)) {
      pattern(field, Shape.EMAIL, rules);
    } else if (name.contains("currency") && matches(field, Shape.THREE_CAPITALS)) {
      pattern(field, Shape.THREE_CAPITALS, rules);
    } else if (name.contains("country") && matches(field, Shape.TWO_CAPITALS)) {
      pattern(field, Shape.TWO_CAPITALS, rules);
    } else if (!field.pii()
        && seen.words().size() >= FEWEST_WORDS
        && seen.values() >= (long) RECORDS_PER_WORD * seen.words().size()
        && seen.count(Shape.WORD) == seen.values()) {
      String words =
          String.join(", ", seen.words().stream().sorted().map(w -> "'" + w + "'").toList());
      rule(field, "known", "IN (" + words + ")", seen.values(), rules);
    }
  }

  private static boolean matches(FieldDraft field, Shape shape) {
    FieldProfile seen = field.profile();
    return seen.count(shape) > 0 && seen.count(shape) >= 0.95 * seen.values();
  }

  private static void pattern(FieldDraft field, Shape shape, YamlLines rules) {
    rule(field, "format", "MATCHES '" + shape.regex() + "'", field.profile().count(shape), rules);
  }

  private static void rule(
      FieldDraft field, String what, String condition, long keep, YamlLines rules) {
    String names =
        String.join(".", field.path().names().stream().map(name -> '"' + name + '"').toList());
    rules.comment(
        3, FieldDraft.percent(keep, field.profile().values()) + " of the sample keep this");
    rules.line(3, "- name: " + YamlLines.quoted(ruleName(field, what)));
    rules.line(4, "expression: " + YamlLines.quoted(names + " " + condition));
    rules.line(4, "severity: warn");
  }

  private static String ruleName(FieldDraft field, String what) {
    return String.join("_", field.path().names()) + "_" + what;
  }
}
