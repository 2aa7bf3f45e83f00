package io.signalfactory.revision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.codec.CodecException;
import io.signalfactory.time.Rfc3339Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes revisions as JSON: the value of their topic, and the answer over HTTP. */
public final class ContractRevisionJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ContractRevisionJson() {}

  /** The members of a revision, those that are not known as null. */
  public static ObjectNode tree(ContractRevision revision) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", revision.datasetUrn());
    tree.put("revision", revision.number());
    tree.put("version", revision.version());
    tree.put("change", revision.change().name());
    Instant at = revision.at();
    tree.put("at", at == null ? null : Rfc3339Writer.format(at));
    tree.put("by", revision.by());
    ContractRevision.Via via = revision.via();
    tree.put("via", via == null ? null : via.name());
    ArrayNode changes = tree.putArray("changes");
    revision.changes().forEach(changes::add);
    byte[] document = revision.document();
    try {
      tree.set(
          "document",
          document == null ? JsonNodeFactory.instance.nullNode() : MAPPER.readTree(document));
    } catch (IOException e) {
      throw new UncheckedIOException("the document of a revision has to be JSON", e);
    }
    return tree;
  }

  /** The value of its record. */
  public static byte[] write(ContractRevision revision) {
    return tree(revision).toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the value of a record.
   *
   * @throws CodecException if it is not a revision
   */
  public static ContractRevision read(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      List<String> changes = new ArrayList<>();
      tree.path("changes").forEach(change -> changes.add(change.asText()));
      String at = text(tree, "at");
      String via = text(tree, "via");
      return new ContractRevision(
          required(text(tree, "dataset_urn")),
          number(tree.path("revision")),
          text(tree, "version"),
          ContractRevision.Change.valueOf(tree.path("change").asText()),
          at == null ? null : Instant.parse(at),
          text(tree, "by"),
          via == null ? null : ContractRevision.Via.valueOf(via),
          changes,
          tree.path("document").isObject()
              ? tree.path("document").toString().getBytes(StandardCharsets.UTF_8)
              : null);
    } catch (IOException e) {
      throw new CodecException("a revision of a contract is not JSON", e);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new CodecException("not a revision of a contract: " + e.getMessage(), e);
    }
  }

  private static String required(@Nullable String urn) {
    if (urn == null) {
      throw new IllegalArgumentException("its dataset_urn has to be a text");
    }
    return urn;
  }

  private static long number(JsonNode member) {
    if (!member.isIntegralNumber()) {
      throw new IllegalArgumentException("its revision has to be a whole number");
    }
    return member.longValue();
  }

  private static @Nullable String text(JsonNode tree, String name) {
    JsonNode member = tree.path(name);
    return member.isTextual() ? member.textValue() : null;
  }
}
