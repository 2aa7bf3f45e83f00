package io.signalfactory.server;

import io.signalfactory.config.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from reading a server that listens on loopback only. A page may point a name of
 * its own at 127.0.0.1 (DNS rebinding); its requests then carry that name, and are refused.
 */
final class HostCheck {

  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1]");

  private final boolean loopbackOnly;
  private final Set<String> names;

  private HostCheck(boolean loopbackOnly, Set<String> names) {
    this.loopbackOnly = loopbackOnly;
    this.names = Set.copyOf(names);
  }

  /** The check that fits these settings: none where others may reach the server anyway. */
  static HostCheck of(Settings settings) {
    Set<String> names = new HashSet<>();
    names.add("localhost");
    names.add(settings.httpHost().toLowerCase(Locale.ROOT));
    settings
        .httpAdvertisedUrl()
        .map(URI::getHost)
        .ifPresent(host -> names.add(host.toLowerCase(Locale.ROOT)));
    return new HostCheck(isLoopback(settings.httpHost()), names);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("http.host: no address is known for " + host, e);
    }
  }

  /**
   * Lets a request pass, or not.
   *
   * @param host its Host header; null if it has none, which no browser leaves out
   * @throws ProblemException if it was meant for someone else
   */
  void check(@Nullable String host) {
    if (!loopbackOnly || host == null) {
      return;
    }
    String name = withoutPort(host).toLowerCase(Locale.ROOT);
    if (!names.contains(name) && !LOOPBACK_ADDRESS.matcher(name).matches()) {
      throw new ProblemException(
          Problem.wrongHost(
              "this server listens on loopback only and does not answer as '"
                  + Problem.shown(host)
                  + "': use localhost or 127.0.0.1, or set http.host and http.token to serve"
                  + " others"));
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
