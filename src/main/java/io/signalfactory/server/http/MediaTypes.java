package io.signalfactory.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a media type by the Accept header (RFC 9110, section 12.5.1). Parameters other than
 * {@code q} are not compared.
 */
public final class MediaTypes {

  private static final int NO_MATCH = -1;
  private static final int ANY = 0;
  private static final int ANY_SUBTYPE = 1;
  private static final int EXACT = 2;

  private MediaTypes() {}

  /**
   * The media type that the client prefers; of equal ones, the first.
   *
   * @param accept the Accept header; null accepts everything
   * @param offered the media types that are available, in lower case and without parameters
   * @return empty if the client accepts none of them
   */
  public static Optional<String> best(@Nullable String accept, List<String> offered) {
    if (accept == null || accept.isBlank()) {
      return Optional.of(offered.get(0));
    }
    String best = null;
    double bestQuality = 0;
    for (String type : offered) {
      double quality = quality(accept, type);
      if (quality > bestQuality) {
        best = type;
        bestQuality = quality;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The weight of the most specific range that matches the type; 0 if none does. */
  private static double quality(String accept, String type) {
    int mostSpecific = NO_MATCH;
    double quality = 0;
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      int specificity = specificity(parts[0].strip().toLowerCase(Locale.ROOT), type);
      if (specificity > mostSpecific) {
        mostSpecific = specificity;
        quality = weight(parts);
      }
    }
    return quality;
  }

  private static int specificity(String range, String type) {
    if (range.equals(type)) {
      return EXACT;
    }
    if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
      return ANY_SUBTYPE;
    }
    return range.equals("*/*") ? ANY : NO_MATCH;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        return number(parameter.substring(2).strip());
      }
    }
    return 1;
  }

  /** A weight that is not a number from 0 to 1 is ignored. */
  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= 1 ? value : 1;
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
