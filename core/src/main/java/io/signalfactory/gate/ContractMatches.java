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
 * Finds the contracts of a topic that a record matches. All contracts that match by the same field
 * or header cost one look-up together, however many there are. Immutable and thread-safe.
 */
final class ContractMatches {

  private final List<ContractPlan> general;
  private final List<Lookup> lookups;

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
    List<Lookup> all = new ArrayList<>();
    byField.forEach((slot, byValue) -> all.add(new ByField(slot, new TextTable<>(byValue))));
    byHeader.forEach((header, byValue) -> all.add(ByHeader.of(header, byValue)));
    this.lookups = List.copyOf(all);
  }

  private static <K> void add(
      Map<K, Map<String, List<ContractPlan>>> byKey, K key, String value, ContractPlan contract) {
    byKey
        .computeIfAbsent(key, k -> new LinkedHashMap<>())
        .computeIfAbsent(value, v -> new ArrayList<>())
        .add(contract);
  }

  /** The contracts without a match, which claim the whole topic, in the order of their URNs. */
  List<ContractPlan> general() {
    return general;
  }

  /** The contracts whose match the record fulfils, in the order of their URNs. */
  List<ContractPlan> specific(Decoding decoding, RawRecord record, HeaderTexts texts) {
    List<ContractPlan> matching = List.of();
    for (int i = 0; i < lookups.size(); i++) {
      List<ContractPlan> found = lookups.get(i).find(decoding, record, texts);
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

  /** A look-up of contracts by one field or header of a record. */
  private sealed interface Lookup permits ByField, ByHeader {

    /** The contracts that match by its value; null if there are none. */
    @Nullable List<ContractPlan> find(Decoding decoding, RawRecord record, HeaderTexts texts);
  }

  private record ByField(int slot, TextTable<List<ContractPlan>> byValue) implements Lookup {

    @Override
    public @Nullable List<ContractPlan> find(
        Decoding decoding, RawRecord record, HeaderTexts texts) {
      EventFields fields = decoding.fieldsOrNull();
      return fields == null ? null : fields.find(slot, byValue);
    }
  }

  private record ByHeader(String header, TextTable<List<ContractPlan>> byValue) implements Lookup {

    /** Leaves out values that no header can have after it was read as text. */
    private static ByHeader of(String header, Map<String, List<ContractPlan>> byValue) {
      HeaderTexts texts = new HeaderTexts();
      Map<String, List<ContractPlan>> possible = new LinkedHashMap<>(byValue);
      possible
          .keySet()
          .removeIf(text -> !text.equals(texts.of(text.getBytes(StandardCharsets.UTF_8))));
      return new ByHeader(header, new TextTable<>(possible));
    }

    @Override
    public @Nullable List<ContractPlan> find(
        Decoding decoding, RawRecord record, HeaderTexts texts) {
      byte[] value = record.header(header);
      if (value == null || value.length > HeaderTexts.MAX_BYTES) {
        return null;
      }
      List<ContractPlan> found = byValue.find(value, 0, value.length);
      if (found != null) {
        return found;
      }
      // The table has the value without the white space that may be around it in the header.
      String text = texts.of(value);
      return text == null ? null : byValue.find(text);
    }
  }
}
