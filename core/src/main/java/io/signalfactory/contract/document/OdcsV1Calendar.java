package io.signalfactory.contract.document;

import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.text.Nearest;
import io.signalfactory.text.Shown;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the calendar of {@code anomalyDetection}: its time zone and its exceptions. */
final class OdcsV1Calendar {

  private static final int MAX_EXCEPTIONS = 1_000;

  private OdcsV1Calendar() {}

  /** The time zone; UTC if there is none, or if it was refused. */
  static ZoneId timeZone(Section section) {
    String name = section.optionalName("timeZone");
    if (name == null) {
      return AnomalyDetection.DEFAULT_TIME_ZONE;
    }
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    String nearest = nearest(name);
    section.refuse(
        "timeZone",
        "unknown time zone '%s'%s"
            .formatted(
                Shown.of(name, 60),
                nearest == null
                    ? ": write an IANA name such as 'Europe/Berlin'"
                    : ", did you mean '" + nearest + "'?"));
    return AnomalyDetection.DEFAULT_TIME_ZONE;
  }

  /** The zone that was most likely meant: its city may be named alone. */
  private static @Nullable String nearest(String name) {
    TreeSet<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    String city = "/" + name.replace(' ', '_').toLowerCase(Locale.ROOT);
    return zones.stream()
        .filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith(city))
        .findFirst()
        .or(() -> Nearest.of(name, zones))
        .orElse(null);
  }

  /** The dates that are exceptions, without those that were refused. */
  static List<LocalDate> exceptions(Section section) {
    Map<LocalDate, Place> places = new HashMap<>();
    List<LocalDate> dates = new ArrayList<>();
    for (DocumentNode item : section.items("exceptions", MAX_EXCEPTIONS)) {
      LocalDate date = date(item);
      if (date == null) {
        section
            .problems()
            .add(
                item.place(),
                "an exception must be a date such as 2026-12-25, is %s".formatted(item.describe()));
        continue;
      }
      Place first = places.putIfAbsent(date, item.place());
      if (first == null) {
        dates.add(date);
      } else {
        section
            .problems()
            .add(
                item.place(),
                "the exception %s is here twice, first in line %d: keep one"
                    .formatted(date, first.line()));
      }
    }
    return dates;
  }

  private static @Nullable LocalDate date(DocumentNode item) {
    if (!(item instanceof DocumentNode.Scalar scalar)) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(scalar.text());
      return date.toString().length() == scalar.text().length() ? date : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
