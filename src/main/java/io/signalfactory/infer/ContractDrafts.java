package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.contract.Match;
import io.signalfactory.gate.IdentityRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drafts the contracts of a topic from a sample of its records, as YAML with comments. */
public final class ContractDrafts {

  /** In all contracts of a topic together: a document has an end. */
  private static final int MAX_FIELDS = 800;

  /** In one contract, so that there is room for some more. */
  private static final int MAX_FIELDS_EACH = 400;

  private final Sample sample;
  private final IdentityRules identity;
  private final List<Event> events;
  private final List<Document> documents = new ArrayList<>();

  private ContractDrafts(Sample sample, List<Event> events, IdentityRules identity) {
    this.sample = sample;
    this.events = events;
    this.identity = identity;
  }

  /** What one contract is written from. */
  private record Document(
      DatasetName name,
      EventType type,
      Profile profile,
      FieldDrafts fields,
      EventTimeDraft eventTime) {}

  /**
   * The draft for a topic: a contract for each event type that was found. Each is valid, the gates
   * have judged the sample by it, and its owner has to be filled in.
   *
   * @param sample records of the topic
   * @param identity how producers name themselves
   * @return empty if no record of the sample is one JSON object
   */
  public static Optional<Draft> of(Sample sample, IdentityRules identity) {
    List<Event> events =
        sample.records().stream().map(JsonEvents::read).filter(Objects::nonNull).toList();
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(new ContractDrafts(sample, events, identity).draft());
  }

  private Draft draft() {
    List<EventType> types = EventTypes.of(events);
    Set<DatasetName> taken = new HashSet<>();
    for (EventType type : types) {
      Match match = type.match();
      DatasetName name =
          DatasetName.of(sample.topic(), match == null ? null : match.equalTo()).apartFrom(taken);
      taken.add(name);
      Profile profile = Profile.of(type.events());
      FieldDrafts fields =
          FieldDrafts.of(profile, Math.min(MAX_FIELDS_EACH, MAX_FIELDS / types.size()));
      documents.add(new Document(name, type, profile, fields, EventTimeDraft.of(fields, profile)));
    }
    List<String> bodies = documents.stream().map(this::body).toList();
    Sample dated = dated();
    Map<String, GateCheck.Result> results =
        GateCheck.of(dated, String.join("---\n", bodies), identity);
    Pace pace = pace(dated);
    YamlLines yaml = new YamlLines();
    head(yaml);
    List<Draft.Dataset> datasets = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      if (i > 0) {
        yaml.line(0, "---");
      }
      Document document = documents.get(i);
      GateCheck.Result result = results.getOrDefault(document.name().urn(), new GateCheck.Result());
      yaml.append(bodies.get(i));
      LimitLines.write(
          pace,
          (double) document.type().events().size() / sample.records().size(),
          lagMs(document.eventTime().field()),
          result,
          yaml);
      datasets.add(new Draft.Dataset(document.name().urn(), result.records(), result.passed()));
    }
    return new Draft(yaml.text(), datasets);
  }

  private static long lagMs(@Nullable FieldDraft eventTime) {
    return eventTime == null ? 0 : eventTime.profile().meanLagMs();
  }

  private void head(YamlLines yaml) {
    yaml.comment(0, "Drafted from " + sample.topic() + ": check every line.");
    sample.howTaken().forEach(line -> yaml.comment(0, line));
    long tombstones = sample.records().stream().filter(r -> r.value() == null).count();
    if (tombstones > 0) {
      yaml.comment(0, "Without a value: " + tombstones + " of the records.");
    }
    long unread = sample.records().size() - tombstones - events.size();
    if (unread > 0) {
      yaml.comment(0, "Not one JSON object: " + unread + " of the records.");
    }
    if (documents.size() > 1) {
      yaml.comment(0, "There are " + documents.size() + " event types, with a contract for each.");
    }
  }

  private String body(Document document) {
    YamlLines yaml = new YamlLines();
    long of = document.profile().events();
    if (documents.size() > 1) {
      yaml.comment(0, "Of this type: " + of + " of the records.");
    }
    HeadLines.write(
        sample.topic(), document.name(), document.type(), document.eventTime(), identity, yaml);
    if (document.profile().enveloped() > 0) {
      yaml.comment(
          1,
          "The fields are those of the member payload, which "
              + Share.of(document.profile().enveloped(), of)
              + " of the records have, and beside it.");
    }
    FieldLines.write(document.fields(), document.profile(), yaml);
    RuleLines.write(document.fields(), yaml);
    return yaml.text();
  }

  /** The sample, in which a record whose time is not known came when its event happened. */
  private Sample dated() {
    IdentityHashMap<SampledRecord, Long> times = new IdentityHashMap<>();
    for (Document document : documents) {
      FieldDraft eventTime = document.eventTime().field();
      if (eventTime != null) {
        for (Event event : document.type().events()) {
          JsonNode value = event.fields().get(eventTime.path());
          if (value != null && event.sampled().timestamp() == null) {
            Shape.time(value).ifPresent(ms -> times.put(event.sampled(), ms));
          }
        }
      }
    }
    return new Sample(
        sample.topic(),
        sample.records().stream().map(record -> dated(record, times.get(record))).toList(),
        sample.howTaken());
  }

  private static SampledRecord dated(SampledRecord record, @Nullable Long ms) {
    return ms == null
        ? record
        : new SampledRecord(
            record.partition(),
            record.offset(),
            record.key(),
            record.headers(),
            record.value(),
            ms);
  }

  private static @Nullable Pace pace(Sample dated) {
    List<Pace.Stamp> stamps = new ArrayList<>();
    for (SampledRecord record : dated.records()) {
      Long timestamp = record.timestamp();
      if (timestamp != null) {
        stamps.add(new Pace.Stamp(record.partition(), record.offset(), timestamp));
      }
    }
    return Pace.of(stamps).orElse(null);
  }
}
