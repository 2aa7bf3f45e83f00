package io.signalfactory.peer;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another instance has answered.
 *
 * @param status the HTTP status
 * @param headers by their names
 * @param body the body
 */
public record PeerAnswer(int status, Map<String, String> headers, byte[] body) {

  public PeerAnswer {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
  }

  /** The value of a header; its name in upper or lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
