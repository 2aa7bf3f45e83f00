package io.signalfactory.contract.document;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.signalfactory.text.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads text that is one JSON object. Nearly all JSON is YAML too, but SnakeYAML refuses JSON that
 * is indented with tabs, that has a DEL character in a string, or a key of more than 1,024
 * characters.
 */
final class JsonDocument {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
          .build();

  private final JsonParser parser;

  private JsonDocument(JsonParser parser) {
    this.parser = parser;
  }

  /** Whether the text begins like JSON; YAML with JSON's brackets does so too. */
  static boolean looksLike(String text) {
    return text.stripLeading().startsWith("{");
  }

  /**
   * Reads the text as JSON.
   *
   * @throws DocumentException if it is not JSON, or more than one JSON value
   */
  static DocumentNode read(String text) throws DocumentException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      DocumentNode root = new JsonDocument(parser).node();
      if (parser.nextToken() != null) {
        throw new DocumentException(
            place(parser.currentTokenLocation()),
            "something follows the JSON object: one object is one contract");
      }
      return root;
    } catch (JacksonException e) {
      Place place =
          Optional.ofNullable(e.getLocation()).map(JsonDocument::place).orElse(Place.START);
      throw new DocumentException(
          place, "this is not JSON: " + Shown.of(e.getOriginalMessage(), 200));
    } catch (IOException e) {
      throw new IllegalStateException("text in memory cannot fail to be read", e);
    }
  }

  private DocumentNode node() throws IOException {
    Place place = place(parser.currentTokenLocation());
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> sequence(place);
      case VALUE_STRING -> new DocumentNode.Scalar(place, ScalarKind.TEXT, parser.getText(), true);
      case VALUE_NUMBER_INT ->
          new DocumentNode.Scalar(place, ScalarKind.WHOLE_NUMBER, parser.getText(), false);
      case VALUE_NUMBER_FLOAT ->
          new DocumentNode.Scalar(place, ScalarKind.NUMBER, parser.getText(), false);
      case VALUE_TRUE, VALUE_FALSE ->
          new DocumentNode.Scalar(place, ScalarKind.BOOLEAN, parser.getText(), false);
      default -> new DocumentNode.Scalar(place, ScalarKind.EMPTY, "null", false);
    };
  }

  private DocumentNode mapping(Place place) throws IOException {
    List<DocumentNode.KeyValue> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      DocumentNode.Scalar key =
          new DocumentNode.Scalar(
              place(parser.currentTokenLocation()), ScalarKind.TEXT, parser.currentName(), true);
      parser.nextToken();
      members.add(new DocumentNode.KeyValue(key, node()));
    }
    return new DocumentNode.Mapping(place, List.copyOf(members));
  }

  private DocumentNode sequence(Place place) throws IOException {
    List<DocumentNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new DocumentNode.Sequence(place, List.copyOf(items));
  }

  private static Place place(JsonLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
