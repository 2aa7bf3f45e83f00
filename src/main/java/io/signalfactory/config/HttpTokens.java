package io.signalfactory.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/**
 * The tokens for HTTP calls. There can be several of a kind, so that one can be replaced by another
 * while both are valid.
 *
 * @param read let their holders read
 * @param write let their holders read and write
 * @param peer let other instances ask; the first is the one that this instance sends to others
 */
public record HttpTokens(List<NamedSecret> read, List<NamedSecret> write, List<NamedSecret> peer) {

  private static final String READ = "read";
  private static final String WRITE = "write";
  private static final String PEER = "peer";

  public HttpTokens {
    read = List.copyOf(read);
    write = List.copyOf(write);
    peer = List.copyOf(peer);
  }

  /**
   * Reads a file with the properties {@code read}, {@code write} and {@code peer}, each {@code
   * name:secret,…}.
   *
   * @throws SettingsException if it cannot be read or has something else
   */
  static HttpTokens load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          file + ": cannot be read: correct the file or http.tokens.file (" + e + ")", e);
    }
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    unknown.removeAll(Set.of(READ, WRITE, PEER));
    if (!unknown.isEmpty()) {
      // Its name could be a secret that was written in the wrong place.
      throw new SettingsException(file + ": there are keys other than read, write and peer");
    }
    return new HttpTokens(
            of(file, properties, READ), of(file, properties, WRITE), of(file, properties, PEER))
        .requireEachOfOneKind(file.toString());
  }

  private static List<NamedSecret> of(Path file, Properties properties, String kind) {
    String value = properties.getProperty(kind, "").strip();
    return value.isEmpty() ? List.of() : NamedSecret.parse(file + ": " + kind, value);
  }

  /** These tokens and others. */
  HttpTokens plus(HttpTokens others) {
    return new HttpTokens(
        concat(read, others.read), concat(write, others.write), concat(peer, others.peer));
  }

  private static List<NamedSecret> concat(List<NamedSecret> first, List<NamedSecret> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /**
   * Refuses a secret that is of two kinds: nobody could tell what its holder may do.
   *
   * @param place where they are from, for messages
   * @throws SettingsException if there is one
   */
  HttpTokens requireEachOfOneKind(String place) {
    Map<Password, String> kinds = new HashMap<>();
    Map.of(READ, read, WRITE, write, PEER, peer)
        .forEach(
            (kind, tokens) ->
                tokens.forEach(
                    token -> {
                      String other = kinds.putIfAbsent(token.secret(), kind);
                      if (other != null && !other.equals(kind)) {
                        throw new SettingsException(
                            place
                                + ": the secret of "
                                + token.name()
                                + " is a "
                                + kind
                                + " and a "
                                + other
                                + " token: use a secret for one kind only");
                      }
                    }));
    return this;
  }
}
