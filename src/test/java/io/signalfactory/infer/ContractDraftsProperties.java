package io.signalfactory.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Contract;
import io.signalfactory.control.ContractCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds for the draft of any JSON. */
class ContractDraftsProperties {

  /** A text that no draft would have by itself. */
  private static final String MARK = "Zq";

  /** Names of all kinds: of times, people, enumerations, types, with dots and other characters. */
  private static final List<String> NAMES =
      List.of(
          "id",
          "event_time",
          "eventTime",
          "created_at",
          "timestamp",
          "order_id",
          "status",
          "type",
          "name",
          "email",
          "sent_at",
          "ts",
          "amount",
          "items",
          "address",
          "city",
          "payload",
          "event_type",
          "service.name",
          "a",
          "b",
          "a.b",
          "customerId",
          "@version",
          "$ref",
          "we ird",
          "ümlaut",
          "\"quoted\"",
          "back\\slash",
          "line\nbreak",
          "'single'",
          "#",
          "- x",
          "null",
          "true",
          "x:y",
          "20261114");

  @Provide
  Arbitrary<List<ObjectNode>> fewEvents() {
    // With fewer than 20 events, what a draft says of 95 or 99 % it says of all.
    return object(2).list().ofMinSize(1).ofMaxSize(19);
  }

  private static Arbitrary<ObjectNode> object(int depth) {
    return Arbitraries.maps(Arbitraries.of(NAMES), value(depth))
        .ofMaxSize(8)
        .map(
            members -> {
              ObjectNode object = JsonNodeFactory.instance.objectNode();
              members.forEach(object::set);
              return object;
            });
  }

  private static Arbitrary<JsonNode> value(int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    Arbitrary<JsonNode> scalar =
        Arbitraries.oneOf(
            Arbitraries.of(
                    "NEW",
                    "PAID",
                    "2026-01-14T12:00:00Z",
                    "2026-01-14",
                    "2026-01-14 12:00",
                    "",
                    "a@b.c",
                    "+49 30 1234567",
                    "192.168.1.1",
                    "EUR",
                    "don't",
                    "a \"b\" \\ c",
                    "123e4567-e89b-12d3-a456-426614174000",
                    "☃",
                    "line\nbreak",
                    "#",
                    "---")
                .map(nodes::textNode),
            Arbitraries.of(0L, 1L, -7L, 1_768_392_000L, 1_768_392_000_000L, Long.MAX_VALUE)
                .map(nodes::numberNode),
            Arbitraries.of("0.5", "1.0", "-12.25", "1e30", "1e-30")
                .map(text -> nodes.numberNode(new BigDecimal(text))),
            Arbitraries.of(true, false).map(nodes::booleanNode),
            Arbitraries.just(nodes.nullNode()));
    if (depth == 0) {
      return scalar;
    }
    return Arbitraries.frequencyOf(
        Tuple.of(6, scalar),
        Tuple.of(2, object(depth - 1).map(object -> object)),
        Tuple.of(
            1,
            value(depth - 1)
                .list()
                .ofMaxSize(3)
                .map(elements -> nodes.arrayNode().addAll(elements))));
  }

  private static Sample sample(List<? extends JsonNode> events) {
    return Records.sample(events.stream().map(JsonNode::toString).toList());
  }

  @Property(tries = 500)
  void aDraftIsValidAndAcceptsItsOwnSample(@ForAll("fewEvents") List<ObjectNode> events) {
    // when
    Draft draft = ContractDrafts.of(sample(events), Records.IDENTITY).orElseThrow();
    // then
    ContractCheck check = ContractCheck.of("draft", draft.yaml());
    assertThat(check.problems()).as(draft.yaml()).isEmpty();
    assertThat(check.contracts()).isNotEmpty().allMatch(Contract::ownerIsOpen);
    assertThat(draft.datasets().stream().mapToLong(Draft.Dataset::passed).sum())
        .as(draft.yaml())
        .isEqualTo(events.size());
  }

  @Property(tries = 200)
  void profilesAreMergedInAnyOrder(
      @ForAll("fewEvents") List<ObjectNode> events,
      @ForAll @IntRange(min = 1, max = 6) int parts,
      @ForAll Random random) {
    // given
    List<Event> all = new ArrayList<>(events(events));
    List<Profile> profiles = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int number = part;
      profiles.add(
          Profile.of(all.stream().filter(e -> e.sampled().offset() % parts == number).toList()));
    }
    Collections.shuffle(profiles, random);
    // when
    Profile merged = Profile.of(List.of());
    profiles.forEach(merged::merge);
    // then
    Collections.shuffle(all, random);
    assertThat(merged).isEqualTo(Profile.of(all));
  }

  private static List<Event> events(List<ObjectNode> events) {
    return sample(events).records().stream()
        .map(JsonEvents::read)
        .filter(Objects::nonNull)
        .toList();
  }

  @Property(tries = 100)
  void theOrderOfASampleDoesNotMatter(
      @ForAll("fewEvents") List<ObjectNode> events, @ForAll Random random) {
    // given
    List<SampledRecord> shuffled = new ArrayList<>(sample(events).records());
    Collections.shuffle(shuffled, random);
    // when
    String draft = Records.draft(Records.sampleOf(shuffled));
    // then
    assertThat(draft).isEqualTo(Records.draft(sample(events)));
  }

  @Provide
  Arbitrary<List<ObjectNode>> eventsWithMarkedValues() {
    // Enough of them, with few words, for anything to be an enumeration.
    Arbitrary<JsonNode> value =
        Arbitraries.of(MARK, MARK + "Anna", MARK + "_B", MARK + ".c")
            .map(JsonNodeFactory.instance::textNode);
    List<String> names =
        List.of(
            "name",
            "city",
            "note",
            "order_id",
            "customer_status_text",
            "approver",
            "email",
            "description",
            "sku",
            "color",
            "owner",
            "source",
            "title",
            "a");
    return Arbitraries.maps(Arbitraries.of(names), value)
        .ofMinSize(4)
        .map(
            members -> {
              ObjectNode object = JsonNodeFactory.instance.objectNode();
              members.forEach(object::set);
              return object;
            })
        .list()
        .ofMinSize(100)
        .ofMaxSize(120);
  }

  @Property(tries = 50)
  void showsNoValueOfAFieldThatIsNoEnumeration(
      @ForAll("eventsWithMarkedValues") List<ObjectNode> events) {
    // when
    String draft = Records.draft(sample(events));
    // then
    assertThat(draft).doesNotContain(MARK);
  }
}
