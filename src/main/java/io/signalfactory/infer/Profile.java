package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a sample holds of each field. Profiles can be merged in any order. */
final class Profile {

  private final Map<FieldPath, FieldProfile> fields = new TreeMap<>();
  private final Map<FieldPath, ElementsProfile> elements = new TreeMap<>();
  private long events;
  private long enveloped;

  static Profile of(Iterable<Event> events) {
    Profile profile = new Profile();
    events.forEach(profile::add);
    return profile;
  }

  private void add(Event event) {
    events++;
    enveloped += event.enveloped() ? 1 : 0;
    event
        .fields()
        .forEach(
            (path, value) -> {
              field(path).add(value, event.sampled());
              if (value.isArray()) {
                elements(path).add(value, event.sampled());
              }
            });
  }

  private FieldProfile field(FieldPath path) {
    return fields.computeIfAbsent(path, any -> new FieldProfile());
  }

  private ElementsProfile elements(FieldPath path) {
    return elements.computeIfAbsent(path, any -> new ElementsProfile());
  }

  Profile merge(Profile other) {
    other.fields.forEach((path, field) -> field(path).merge(field));
    other.elements.forEach((path, inArray) -> elements(path).merge(inArray));
    events += other.events;
    enveloped += other.enveloped;
    return this;
  }

  long events() {
    return events;
  }

  Map<FieldPath, FieldProfile> fields() {
    return fields;
  }

  /** What is in the arrays of a field; null if there are none. */
  @Nullable ElementsProfile elementsOf(FieldPath path) {
    return elements.get(path);
  }

  /** How many of the events are the member {@code payload} of their record. */
  long enveloped() {
    return enveloped;
  }

  double presence(FieldProfile field) {
    return (double) field.present() / events;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Profile that
        && events == that.events
        && enveloped == that.enveloped
        && fields.equals(that.fields)
        && elements.equals(that.elements);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return events + " events, " + fields;
  }
}
