package io.signalfactory.gate;

import io.signalfactory.contract.Match;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.TextTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which contracts of a topic a record matches. Contracts that look at the same field or header are
 * asked all at once, by one look-up however many they are. Immutable and thread-safe.
 */
final class ContractMatches {

  private final List<ContractPlan> general;
  private final List<Question> questions;

  /**
   * @param contracts of one topic, in the order of their URNs
   */
  ContractMatches(List<ContractPlan> contracts) {
    this.general = contracts.stream().filter(ContractPlan::claimsWholeTopic).toList();
    Map<Integer, Map<String, List<ContractPlan>>> byField = new LinkedHashMap<>();
    Map<String, Map<String, List<ContractPlan>>> byHeader = new LinkedHashMap<>();
    for (ContractPlan contract : contracts) {
      Match match = contract.contract().dataset().match();
      if (match instanceof Match.ByField field) {
        add(byField, contract.matchSlot(), field.equalTo(), contract);
      } else if (match instanceof Match.ByHeader header) {
        add(byHeader, header.header(), header.equalTo(), contract);
      }
    }
    List<Question> asked = new ArrayList<>();
    byField.forEach((slot, answers) -> asked.add(new ByField(slot, new TextTable<>(answers))));
    byHeader.forEach((header, answers) -> asked.add(ByHeader.of(header, answers)));
    this.questions = List.copyOf(asked);
  }

  private static <K> void add(
      Map<K, Map<String, List<ContractPlan>>> questions,
      K question,
      String answer,
      ContractPlan contract) {
    questions
        .computeIfAbsent(question, q -> new LinkedHashMap<>())
        .computeIfAbsent(answer, a -> new ArrayList<>())
        .add(contract);
  }

  /** Those that have the whole topic, in the order of their URNs. */
  List<ContractPlan> general() {
    return general;
  }

  /** Those whose field or header is as the record's, in the order of their URNs. */
  List<ContractPlan> specific(Decoding decoding, RawRecord record, HeaderTexts texts) {
    List<ContractPlan> matching = List.of();
    for (int i = 0; i < questions.size(); i++) {
      List<ContractPlan> found = questions.get(i).answer(decoding, record, texts);
      if (found != null) {
        matching = matching.isEmpty() ? found : merged(matching, found);
      }
    }
    return matching;
  }

  private static List<ContractPlan> merged(List<ContractPlan> some, List<ContractPlan> others) {
    return Stream.concat(some.stream(), others.stream())
        .sorted(Comparator.comparing(contract -> contract.contract().urn()))
        .toList();
  }

  /** Something to be looked at in a record. */
  private sealed interface Question permits ByField, ByHeader {

    /** The contracts that want what the record has; null if there are none. */
    @Nullable List<ContractPlan> answer(Decoding decoding, RawRecord record, HeaderTexts texts);
  }

  private record ByField(int slot, TextTable<List<ContractPlan>> answers) implements Question {

    @Override
    public @Nullable List<ContractPlan> answer(
        Decoding decoding, RawRecord record, HeaderTexts texts) {
      EventFields fields = decoding.fieldsOrNull();
      return fields == null ? null : fields.find(slot, answers);
    }
  }

  private record ByHeader(String header, TextTable<List<ContractPlan>> answers)
      implements Question {

    /** What no header is ever read as is left out, as no record can match it. */
    private static ByHeader of(String header, Map<String, List<ContractPlan>> answers) {
      HeaderTexts texts = new HeaderTexts();
      Map<String, List<ContractPlan>> possible = new LinkedHashMap<>(answers);
      possible
          .keySet()
          .removeIf(text -> !text.equals(texts.of(text.getBytes(StandardCharsets.UTF_8))));
      return new ByHeader(header, new TextTable<>(possible));
    }

    @Override
    public @Nullable List<ContractPlan> answer(
        Decoding decoding, RawRecord record, HeaderTexts texts) {
      byte[] value = record.header(header);
      if (value == null || value.length > HeaderTexts.MAX_BYTES) {
        return null;
      }
      List<ContractPlan> found = answers.find(value, 0, value.length);
      if (found != null) {
        return found;
      }
      // There may be white space around it.
      String text = texts.of(value);
      return text == null ? null : answers.find(text);
    }
  }
}
