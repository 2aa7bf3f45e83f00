package io.signalfactory.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A page as it travels between instances: a line about the page, then a line per entry, with its
 * key in Base64, a space, and its JSON.
 */
final class PageCodec {

  static final String MEDIA_TYPE = "application/x-ndjson";

  private static final byte SPACE = ' ';
  private static final byte LINE_END = '\n';
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PageCodec() {}

  static byte[] write(Page page) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    ArrayNode partitions = head.putArray("partitions");
    new TreeSet<>(page.partitions()).forEach(partitions::add);
    head.put("more", page.more());
    head.put("age_ms", page.age().toMillis());
    head.put("entries", page.entries().size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    bytes.write(LINE_END);
    for (Entry entry : page.entries()) {
      bytes.writeBytes(Base64.getUrlEncoder().encode(entry.key().getBytes(StandardCharsets.UTF_8)));
      bytes.write(SPACE);
      bytes.writeBytes(entry.json());
      bytes.write(LINE_END);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a page.
   *
   * @param asked the partitions that it may be about
   * @throws IOException if these bytes are not such a page, whole and in order
   */
  static Page read(byte[] bytes, Set<Integer> asked) throws IOException {
    int end = indexOf(bytes, LINE_END, 0);
    JsonNode head = MAPPER.readTree(bytes, 0, end);
    if (!head.path("more").isBoolean()
        || !head.path("age_ms").isIntegralNumber()
        || !head.path("partitions").isArray()) {
      throw new IOException("the line about the page is not one");
    }
    Set<Integer> partitions = new TreeSet<>();
    head.path("partitions").forEach(partition -> partitions.add(partition.asInt(-1)));
    List<Entry> entries = new ArrayList<>();
    int start = end + 1;
    while (start < bytes.length) {
      int lineEnd = indexOf(bytes, LINE_END, start);
      entries.add(entry(bytes, start, lineEnd));
      start = lineEnd + 1;
    }
    Page page =
        new Page(
            partitions,
            entries,
            head.path("more").asBoolean(),
            Duration.ofMillis(head.path("age_ms").asLong()));
    require(page, head.path("entries").asInt(-1), asked);
    return page;
  }

  private static void require(Page page, int count, Set<Integer> asked) throws IOException {
    if (page.entries().size() != count || (page.more() && count == 0)) {
      throw new IOException("the page is not whole");
    }
    if (!asked.containsAll(page.partitions())) {
      throw new IOException("the page is about partitions that were not asked for");
    }
    for (int i = 1; i < count; i++) {
      if (Entry.ORDER.compare(page.entries().get(i - 1), page.entries().get(i)) >= 0) {
        throw new IOException("the entries are not in order");
      }
    }
  }

  private static Entry entry(byte[] bytes, int start, int end) throws IOException {
    int space = indexOf(bytes, SPACE, start);
    if (space > end || end - space < 3 || bytes[space + 1] != '{' || bytes[end - 1] != '}') {
      throw new IOException("an entry has no key or is no JSON object");
    }
    try {
      byte[] key = Base64.getUrlDecoder().decode(Arrays.copyOfRange(bytes, start, space));
      return new Entry(
          new String(key, StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, space + 1, end));
    } catch (IllegalArgumentException e) {
      throw new IOException("the key of an entry is not Base64", e);
    }
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) throws IOException {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw new IOException("a line ends too early");
  }
}
