package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a sample holds of each field. Profiles can be merged in any order. */
final class Profile {

  private final Map<FieldPath, FieldProfile> fields = new TreeMap<>();
  private long events;

  static Profile of(Iterable<Event> events) {
    Profile profile = new Profile();
    events.forEach(profile::add);
    return profile;
  }

  private void add(Event event) {
    events++;
    @Nullable String key = event.sampled().key();
    event
        .fields()
        .forEach(
            (path, value) ->
                fields
                    .computeIfAbsent(path, any -> new FieldProfile())
                    .add(value, key != null && value.isTextual() && key.equals(value.textValue())));
  }

  Profile merge(Profile other) {
    other.fields.forEach(
        (path, field) -> fields.computeIfAbsent(path, any -> new FieldProfile()).merge(field));
    events += other.events;
    return this;
  }

  long events() {
    return events;
  }

  Map<FieldPath, FieldProfile> fields() {
    return fields;
  }

  double presence(FieldProfile field) {
    return (double) field.present() / events;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Profile that && events == that.events && fields.equals(that.fields);
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
