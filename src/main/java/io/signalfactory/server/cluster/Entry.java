package io.signalfactory.server.cluster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.query.Listed;
import io.signalfactory.query.Slice;
import io.signalfactory.server.http.JsonDocument;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * An entry of a list as it goes to the client. Between instances it travels as bytes, so that the
 * one that puts the list together need not read it.
 *
 * @param key its place in the list
 * @param json one JSON document without line breaks
 */
public record Entry(String key, byte[] json) {

  static final Comparator<Entry> ORDER = Comparator.comparing(Entry::key, Slice.KEY_ORDER);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * How an entry is written without a tree.
   *
   * @param <T> what a query answers
   */
  @FunctionalInterface
  public interface Form<T> {

    /**
     * Writes one document.
     *
     * @throws IOException if nothing can be written there
     */
    void write(T value, JsonGenerator json) throws IOException;
  }

  /** Writes what a query has answered. */
  public static <T> List<Entry> written(List<Listed<T>> listed, Form<T> form) {
    return listed.stream()
        .map(one -> new Entry(one.key(), JsonDocument.bytes(json -> form.write(one.value(), json))))
        .toList();
  }

  /** Writes what a query has answered. */
  public static <T> List<Entry> all(List<Listed<T>> listed, Function<T, JsonNode> writer) {
    return listed.stream().map(one -> of(one.key(), writer.apply(one.value()))).toList();
  }

  private static Entry of(String key, JsonNode tree) {
    try {
      return new Entry(key, MAPPER.writeValueAsBytes(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
