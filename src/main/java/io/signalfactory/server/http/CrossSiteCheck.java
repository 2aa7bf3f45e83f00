package io.signalfactory.server.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Protects a server that asks for no token from web pages of others. A browser sends what a page
 * tells it to send to 127.0.0.1 as well, and says in a header where the page is from.
 */
final class CrossSiteCheck {

  private static final Set<String> OWN = Set.of("same-origin", "none");

  private CrossSiteCheck() {}

  /**
   * Lets a change pass or refuses it.
   *
   * @param fetchSite the header {@code Sec-Fetch-Site}; null if there is none
   * @param origin the header {@code Origin}; null if there is none
   * @param host the header {@code Host}; null if there is none
   * @throws ProblemException if a page of another site sends it
   */
  static void check(@Nullable String fetchSite, @Nullable String origin, @Nullable String host) {
    boolean own =
        fetchSite == null
            ? origin == null || authority(origin).equals(lower(host))
            : OWN.contains(fetchSite);
    if (!own) {
      throw ProblemException.forbidden(
          "a page of another site must not change anything here: open the page of this server, or"
              + " set http.write.tokens and send one");
    }
  }

  private static String authority(String origin) {
    try {
      return lower(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
