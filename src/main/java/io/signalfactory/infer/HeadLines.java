package io.signalfactory.infer;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Match;
import io.signalfactory.gate.IdentityRules;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what comes before the fields: {@code metadata} and {@code spec.dataset}. */
final class HeadLines {

  private static final String TRACE = "traceparent";

  private final YamlLines yaml;

  private HeadLines(YamlLines yaml) {
    this.yaml = yaml;
  }

  static void write(
      String topic,
      DatasetName name,
      EventType type,
      EventTimeDraft eventTime,
      IdentityRules identity,
      YamlLines yaml) {
    HeadLines head = new HeadLines(yaml);
    yaml.line(0, "apiVersion: odcs/v1");
    yaml.line(0, "kind: DataContract");
    yaml.line(0, "metadata:");
    yaml.line(1, "name: " + YamlLines.quoted(name.domain() + "." + name.dataset()));
    yaml.line(1, "version: \"1\"");
    yaml.comment(1, "Who is responsible for this dataset? It is not put in force until you say.");
    yaml.line(1, "owner: " + Contract.OPEN_OWNER);
    yaml.line(1, "tier: 3");
    yaml.line(0, "spec:");
    yaml.line(1, "dataset:");
    yaml.line(2, "urn: " + YamlLines.quoted(name.urn()));
    yaml.line(2, "topic: " + YamlLines.quoted(topic));
    head.match(type);
    eventTime.write(yaml);
    head.producer(type.events(), identity);
  }

  private void match(EventType type) {
    Match match = type.match();
    if (match != null) {
      yaml.line(2, "match:");
      String by =
          match instanceof Match.ByField field
              ? "field: " + YamlLines.quoted(field.field().toString())
              : "header: " + YamlLines.quoted(((Match.ByHeader) match).header());
      yaml.line(3, by);
      yaml.line(3, "equals: " + YamlLines.quoted(match.equalTo()));
      return;
    }
    Optional<Match.ByField> only = EventTypes.onlyType(type.events());
    if (only.isPresent()) {
      yaml.comment(2, "All events are of one type. If others may come to this topic, too:");
      yaml.comment(
          2,
          "match: {field: "
              + YamlLines.quoted(only.get().field().toString())
              + ", equals: "
              + YamlLines.quoted(only.get().equalTo())
              + "}");
    }
  }

  private void producer(List<Event> events, IdentityRules identity) {
    SortedSet<String> services = new TreeSet<>();
    SortedSet<String> headers = new TreeSet<>();
    long named = 0;
    for (Event event : events) {
      Optional<String> header = header(event, identity.serviceHeaders());
      if (header.isPresent()) {
        named++;
        headers.add(header.get());
        services.add(Objects.requireNonNull(event.sampled().headers().get(header.get())));
      }
    }
    if (named == 0) {
      yaml.comment(
          2,
          Stream.concat(
                  identity.serviceHeaders().stream().limit(1),
                  identity.versionHeaders().stream().limit(1))
              .collect(
                  Collectors.joining(
                      " and ",
                      "No record names its producer: send the headers ",
                      ", or name it here with 'producer: SERVICE'.")));
    } else {
      yaml.comment(
          2,
          String.join(", ", headers)
              + " in "
              + Share.of(named, events.size())
              + " of the records, a version in "
              + Share.of(
                  events.stream()
                      .filter(event -> header(event, identity.versionHeaders()).isPresent())
                      .count(),
                  events.size())
              + ": "
              + (services.size() == 1 ? "one service" : services.size() + " services"));
      if (services.size() == 1 && Shape.CODE.fits(services.first())) {
        yaml.line(2, "producer: " + YamlLines.quoted(services.first()));
      }
    }
    yaml.comment(
        2,
        TRACE
            + " in "
            + Share.of(
                events.stream().filter(e -> e.sampled().headers().containsKey(TRACE)).count(),
                events.size())
            + " of the records");
  }

  private static Optional<String> header(Event event, List<String> names) {
    return names.stream().filter(event.sampled().headers()::containsKey).findFirst();
  }
}
