package io.signalfactory.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of a replay file.
 *
 * <p>A line that is a JSON object with a member {@code value}, and with no other members than those
 * of {@code {"key":…,"value":…,"encoding":"base64","headers":{…},"timestamp":ms}}, is a full
 * record. Any other line is the value of a record. So an event of a sensor, {@code
 * {"sensor":"s1","value":20.5,"timestamp":ms}}, is an event. Where a line could be either, {@code
 * {"value":20.5,"timestamp":ms}}, it is refused: taken for the wrong one, every record of a file
 * would be judged wrongly.
 *
 * <p>Values are copied from the line byte for byte, so that no number is rounded and no duplicate
 * member is lost.
 */
final class ReplayLine {

  /** The line is in memory already, so its size limits everything else. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int LONGEST_ENCODING_DETECTION = 4;

  private static final Set<String> RECORD_MEMBERS =
      Set.of("key", "value", "encoding", "headers", "timestamp");

  private static final Set<JsonToken> SINGLE_VALUES =
      Set.of(
          JsonToken.VALUE_NUMBER_INT,
          JsonToken.VALUE_NUMBER_FLOAT,
          JsonToken.VALUE_STRING,
          JsonToken.VALUE_TRUE,
          JsonToken.VALUE_FALSE);

  private static final String IF_IT_IS_AN_EVENT =
      "; if the whole line is an event, write it as {\"value\":{…}}";

  private ReplayLine() {}

  /**
   * @param line the line without its line feed
   * @throws ReplayLineException if it is a full record with an invalid member, or could be an event
   *     as well
   */
  static ReplayRecord parse(byte[] line) throws ReplayLineException {
    @Nullable Map<String, JsonValue> members = members(line);
    if (members == null
        || !members.containsKey("value")
        || !RECORD_MEMBERS.containsAll(members.keySet())) {
      return new ReplayRecord(null, line, List.of(), null);
    }
    ReplayRecord record =
        new ReplayRecord(
            key(members.get("key")),
            value(members.get("value"), members.get("encoding")),
            headers(members.get("headers")),
            timestamp(members.get("timestamp")));
    refuseIfItCouldBeAnEvent(members);
    return record;
  }

  /** A single value beside a time is what a measurement looks like, and a full record too. */
  private static void refuseIfItCouldBeAnEvent(Map<String, JsonValue> members)
      throws ReplayLineException {
    JsonValue value = members.get("value");
    if (value != null
        && SINGLE_VALUES.contains(value.token())
        && members.containsKey("timestamp")
        && !members.containsKey("headers")
        && !members.containsKey("encoding")) {
      throw new ReplayLineException(
          "this can be an event with the members "
              + String.join(", ", members.keySet())
              + " or a full record with a single value: write an event as {\"value\":{…}}, and give"
              + " a full record \"headers\":{}");
    }
  }

  private static byte @Nullable [] key(@Nullable JsonValue key) {
    return key == null ? null : key.textOrJson();
  }

  private static byte @Nullable [] value(@Nullable JsonValue value, @Nullable JsonValue encoding)
      throws ReplayLineException {
    if (value == null || value.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (encoding == null) {
      return value.json();
    }
    @Nullable String text = value.text();
    if (!"base64".equals(encoding.text()) || text == null) {
      throw new ReplayLineException(
          "\"encoding\" must be \"base64\", with a string as \"value\"; leave it out for JSON"
              + IF_IT_IS_AN_EVENT);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ReplayLineException("\"value\" is not base64");
    }
  }

  private static List<Header> headers(@Nullable JsonValue headers) throws ReplayLineException {
    if (headers == null || headers.token() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    @Nullable Map<String, JsonValue> members =
        headers.token() == JsonToken.START_OBJECT ? members(headers.json()) : null;
    if (members == null) {
      throw new ReplayLineException(
          "\"headers\" must be an object: {\"name\":\"text\"}" + IF_IT_IS_AN_EVENT);
    }
    List<Header> list = new ArrayList<>();
    members.forEach((name, value) -> list.add(new RecordHeader(name, value.textOrJson())));
    return list;
  }

  private static @Nullable Long timestamp(@Nullable JsonValue timestamp)
      throws ReplayLineException {
    if (timestamp == null || timestamp.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (timestamp.token() == JsonToken.VALUE_NUMBER_INT) {
      try {
        long ms = Long.parseLong(new String(timestamp.json(), StandardCharsets.US_ASCII));
        if (ms >= 0) {
          return ms;
        }
      } catch (NumberFormatException e) {
        // Beyond the range of a long: refused below.
      }
    }
    throw new ReplayLineException(
        "\"timestamp\" must be whole milliseconds since 1970, not negative: Kafka accepts nothing else"
            + IF_IT_IS_AN_EVENT);
  }

  /** The members of the line's JSON object, the last of each name; null if it is not an object. */
  private static @Nullable Map<String, JsonValue> members(byte[] line) {
    if (mayBeTakenForUtf16(line)) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Map<String, JsonValue> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        @Nullable String text = token == JsonToken.VALUE_STRING ? parser.getText() : null;
        parser.skipChildren();
        parser.finishToken();
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        members.put(name, new JsonValue(token, text, Arrays.copyOfRange(line, start, end)));
      }
      return parser.nextToken() == null ? members : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** A line is UTF-8 or any bytes, but Jackson guesses UTF-16 or UTF-32 from its first bytes. */
  private static boolean mayBeTakenForUtf16(byte[] line) {
    for (int i = 0; i < Math.min(line.length, LONGEST_ENCODING_DETECTION); i++) {
      // 0xFE and 0xFF begin a byte order mark, and UTF-8 never has them.
      if (line[i] == 0 || line[i] == (byte) 0xFE || line[i] == (byte) 0xFF) {
        return true;
      }
    }
    return false;
  }

  /**
   * The value of a member.
   *
   * @param token its first token
   * @param text its text if it is a string; otherwise null
   * @param json its bytes in the line
   */
  private record JsonValue(JsonToken token, @Nullable String text, byte[] json) {

    /** A string's text, any other value's JSON, null for null. */
    byte @Nullable [] textOrJson() {
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      return text == null ? json : text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
