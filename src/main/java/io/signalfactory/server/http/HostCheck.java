package io.signalfactory.server.http;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Protects a server that listens on loopback only from web pages. A page can point a host name of
 * its own at 127.0.0.1 (DNS rebinding); its requests then carry that name, and are refused.
 */
final class HostCheck {

  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1]");

  private final boolean loopbackOnly;
  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param address where the server listens; others than loopback can be reached anyway, so there
   *     every name is accepted
   * @param host the name of that address in the configuration
   * @param furtherNames other host names that the server answers to
   */
  HostCheck(InetAddress address, String host, Collection<String> furtherNames) {
    this.loopbackOnly = address.isLoopbackAddress();
    names.add("localhost");
    names.add(host);
    names.addAll(furtherNames);
  }

  /**
   * Lets a request pass or refuses it.
   *
   * @param host its Host header; null if it has none, which every browser sends
   * @throws ProblemException if the request was sent to another name
   */
  void check(@Nullable String host) {
    if (!loopbackOnly || host == null) {
      return;
    }
    String name = withoutPort(host);
    if (!names.contains(name) && !LOOPBACK_ADDRESS.matcher(name).matches()) {
      throw new ProblemException(
          Problem.wrongHost(
              "this server listens on loopback only and does not answer to "
                  + ProblemException.quoted(host)
                  + ": use localhost or 127.0.0.1, or set http.host, and who may read,"
                  + " to serve other machines"));
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
