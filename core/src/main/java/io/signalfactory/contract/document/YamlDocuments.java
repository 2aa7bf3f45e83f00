package io.signalfactory.contract.document;

import io.signalfactory.text.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the documents of a YAML text, one after the other. It uses SnakeYAML's events and not its
 * nodes, because only an event has the place of an alias. No Java object is ever made from a tag.
 */
final class YamlDocuments {

  private static final int MAX_DEPTH = 50;
  private static final int MAX_ALIASES = 50;

  /** Nodes of a document with all aliases replaced; far above the size of any contract. */
  private static final int MAX_NODES = 100_000;

  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final String text;
  private final ParserImpl parser;
  private final Map<String, DocumentNode> anchors = new HashMap<>();
  private int aliases;
  private int nodes;

  YamlDocuments(String text) {
    this.text = text;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(ContractReader.MAX_LENGTH);
    options.setNestingDepthLimit(MAX_DEPTH);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /**
   * The next document.
   *
   * @return its content, {@link ScalarKind#EMPTY} for an empty document; null at the end
   * @throws DocumentException if the rest of the text cannot be read
   */
  @Nullable DocumentNode next() throws DocumentException {
    try {
      if (parser.checkEvent(Event.ID.StreamStart)) {
        parser.getEvent();
      }
      if (parser.checkEvent(Event.ID.StreamEnd)) {
        return null;
      }
      parser.getEvent();
      anchors.clear();
      aliases = 0;
      nodes = 0;
      DocumentNode root = node(0);
      parser.getEvent();
      return root;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      Place place = mark == null ? Place.START : place(mark);
      throw new DocumentException(place, "this is not YAML: " + reason(e));
    } catch (ReaderException e) {
      throw new DocumentException(
          placeOf(e.getPosition()),
          String.format(
              Locale.ROOT,
              "the character U+%04X is not allowed in YAML: remove it, or write it as an escape in"
                  + " double quotes",
              e.getCodePoint()));
    } catch (YAMLException e) {
      throw new DocumentException(Place.START, "this is not YAML: " + e.getMessage());
    }
  }

  private static String reason(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "it cannot be parsed" : e.getProblem();
    if (problem.contains("TAB")) {
      return "a tab cannot stand here: indent with spaces";
    }
    String shown = Shown.of(problem, 200);
    return (e.getContext() == null ? "" : Shown.of(e.getContext(), 200) + ", ")
        + shown
        + ": check the indentation, quotes and colons around here";
  }

  private DocumentNode node(int depth) throws DocumentException {
    NodeEvent event = (NodeEvent) parser.getEvent();
    Place place = place(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new DocumentException(
          place, "nested more than " + MAX_DEPTH + " levels deep: no contract needs that");
    }
    count(1, place);
    if (event instanceof AliasEvent alias) {
      return resolve(alias, place);
    }
    DocumentNode node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar, place);
    } else if (event instanceof SequenceStartEvent sequence) {
      checkTag(sequence.getTag(), "seq", place);
      node = sequence(place, depth);
    } else {
      checkTag(((MappingStartEvent) event).getTag(), "map", place);
      node = mapping(place, depth);
    }
    if (event.getAnchor() != null) {
      // Only now, so that an alias cannot refer to a node that it is part of.
      anchors.put(event.getAnchor(), node);
    }
    return node;
  }

  private DocumentNode resolve(AliasEvent alias, Place place) throws DocumentException {
    DocumentNode target = anchors.get(alias.getAnchor());
    String shown = "'*" + Shown.of(alias.getAnchor(), 40) + "'";
    if (target == null) {
      throw new DocumentException(
          place,
          "the alias " + shown + " has no anchor that ends before it: write the value out here");
    }
    if (++aliases > MAX_ALIASES) {
      throw new DocumentException(
          place, "more than " + MAX_ALIASES + " aliases: write the values out instead");
    }
    count(size(target), place);
    return target;
  }

  private void count(int more, Place place) throws DocumentException {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new DocumentException(
          place,
          "more than "
              + MAX_NODES
              + " values with all aliases replaced: write less, and without aliases");
    }
  }

  /** How many nodes a tree has; it stops counting at the limit, which aliases can exceed by far. */
  private static int size(DocumentNode node) {
    int size = 1;
    if (node instanceof DocumentNode.Sequence sequence) {
      for (DocumentNode item : sequence.items()) {
        size += size(item);
        if (size > MAX_NODES) {
          return size;
        }
      }
    } else if (node instanceof DocumentNode.Mapping mapping) {
      for (DocumentNode.KeyValue member : mapping.members()) {
        size += 1 + size(member.value());
        if (size > MAX_NODES) {
          return size;
        }
      }
    }
    return size;
  }

  private DocumentNode sequence(Place place, int depth) throws DocumentException {
    List<DocumentNode> items = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth + 1));
    }
    parser.getEvent();
    return new DocumentNode.Sequence(place, List.copyOf(items));
  }

  private DocumentNode mapping(Place place, int depth) throws DocumentException {
    List<DocumentNode.KeyValue> members = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      if (!(node(depth + 1) instanceof DocumentNode.Scalar key)) {
        throw new DocumentException(
            place, "a key of this mapping is a list or a mapping: keys are plain text");
      }
      if (key.text().equals("<<") && !key.quoted()) {
        throw new DocumentException(
            key.place(), "merge keys (<<) are not supported: write the keys out");
      }
      members.add(new DocumentNode.KeyValue(key, node(depth + 1)));
    }
    parser.getEvent();
    return new DocumentNode.Mapping(place, List.copyOf(members));
  }

  private static DocumentNode scalar(ScalarEvent event, Place place) throws DocumentException {
    String tag = event.getTag();
    if (tag != null && !tag.equals("!")) {
      return tagged(event, tag, place);
    }
    ScalarKind kind =
        event.isPlain() && tag == null ? ScalarKind.ofPlain(event.getValue()) : ScalarKind.TEXT;
    return new DocumentNode.Scalar(
        place, kind, event.getValue(), event.isSQuoted() || event.isDQuoted());
  }

  private static DocumentNode tagged(ScalarEvent event, String tag, Place place)
      throws DocumentException {
    String value = event.getValue();
    if (tag.equals(STANDARD_TAG + "str")) {
      return new DocumentNode.Scalar(place, ScalarKind.TEXT, value, false);
    }
    ScalarKind kind = ScalarKind.ofPlain(value);
    boolean fits =
        switch (kind) {
          case EMPTY -> tag.equals(STANDARD_TAG + "null");
          case BOOLEAN -> tag.equals(STANDARD_TAG + "bool");
          case WHOLE_NUMBER ->
              tag.equals(STANDARD_TAG + "int") || tag.equals(STANDARD_TAG + "float");
          case NUMBER -> tag.equals(STANDARD_TAG + "float");
          case TEXT -> false;
        };
    if (!fits) {
      throw unknownTag(tag, place);
    }
    return new DocumentNode.Scalar(place, kind, value, false);
  }

  private static void checkTag(@Nullable String tag, String expected, Place place)
      throws DocumentException {
    if (tag != null && !tag.equals("!") && !tag.equals(STANDARD_TAG + expected)) {
      throw unknownTag(tag, place);
    }
  }

  private static DocumentException unknownTag(String tag, Place place) {
    return new DocumentException(
        place, "the tag '" + Shown.of(tag, 80) + "' means nothing here: remove it");
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place placeOf(int codePointIndex) {
    int end =
        Optional.of(codePointIndex)
            .filter(index -> index <= text.codePointCount(0, text.length()))
            .map(index -> text.offsetByCodePoints(0, index))
            .orElse(text.length());
    int lineStart = text.lastIndexOf('\n', end - 1) + 1;
    int line = (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
    return new Place(line, text.codePointCount(lineStart, end) + 1);
  }
}
