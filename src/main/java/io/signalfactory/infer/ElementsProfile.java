package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** What a sample holds in the arrays of one field: the first elements of each array. */
final class ElementsProfile {

  private static final int ELEMENTS_PER_ARRAY = 20;

  private final FieldProfile all = new FieldProfile();
  private final Map<String, FieldProfile> members = new TreeMap<>();

  void add(JsonNode array, SampledRecord record) {
    for (int i = 0; i < Math.min(array.size(), ELEMENTS_PER_ARRAY); i++) {
      all.add(array.get(i), record);
      array
          .get(i)
          .properties()
          .forEach(member -> member(member.getKey()).add(member.getValue(), record));
    }
  }

  private FieldProfile member(String name) {
    return members.computeIfAbsent(name, any -> new FieldProfile());
  }

  void merge(ElementsProfile other) {
    all.merge(other.all);
    other.members.forEach((name, field) -> member(name).merge(field));
  }

  /** The elements themselves. */
  FieldProfile all() {
    return all;
  }

  /** The members of those elements that are objects, by name. */
  Map<String, FieldProfile> members() {
    return members;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElementsProfile that
        && all.equals(that.all)
        && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return all + " with " + members;
  }
}
