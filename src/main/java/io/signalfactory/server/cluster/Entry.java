package io.signalfactory.server.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.query.Listed;
import io.signalfactory.query.Slice;
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
