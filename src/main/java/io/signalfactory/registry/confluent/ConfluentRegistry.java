package io.signalfactory.registry.confluent;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.registry.RegistryUnavailableException;
import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaRefusedException;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A registry that speaks Confluent's REST API: Confluent's own, Karapace, Apicurio and others.
 *
 * <p>Apicurio's serializers write ids of its own API. Those of contents are the ids of this API,
 * those of versions (global ids) are not: their schemas are refused.
 */
public final class ConfluentRegistry implements SchemaRegistry {

  private final Servers servers;
  private final SchemaBounds bounds;

  /** Asks nothing yet. */
  public ConfluentRegistry(ConfluentAccess access, SchemaBounds bounds) {
    servers = new Servers(access);
    this.bounds = bounds;
  }

  @Override
  public Optional<WriterSchema> byId(SchemaId id)
      throws RegistryUnavailableException, SchemaRefusedException {
    if (id instanceof SchemaId.Confluent confluent) {
      return byNumber(id, confluent.id());
    }
    if (id instanceof SchemaId.ConfluentGuid global) {
      return schema(id, "schemas/guids/" + global.guid(), Set.of());
    }
    if (id instanceof SchemaId.Apicurio apicurio) {
      if (apicurio.kind() == SchemaId.ApicurioKind.GLOBAL) {
        throw new SchemaRefusedException(
            "records name schemas by Apicurio's global ids, which Confluent's API does not know: set"
                + " apicurio.registry.use-id=contentId in their producers");
      }
      return byNumber(id, apicurio.id());
    }
    return id instanceof SchemaId.Named named
        ? version(named.subject(), named.version())
        : Optional.empty();
  }

  private Optional<WriterSchema> byNumber(SchemaId id, long number)
      throws RegistryUnavailableException, SchemaRefusedException {
    if (number < 1) {
      return Optional.empty();
    }
    String path = "schemas/ids/" + number;
    Optional<JsonNode> found = servers.get(path);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(read(id, found.get(), registeredAs(servers.get(path + "/versions"))));
  }

  private Optional<WriterSchema> schema(SchemaId id, String path, Set<SubjectVersion> registeredAs)
      throws RegistryUnavailableException, SchemaRefusedException {
    Optional<JsonNode> found = servers.get(path);
    return found.isEmpty() ? Optional.empty() : Optional.of(read(id, found.get(), registeredAs));
  }

  @Override
  public Optional<WriterSchema> latest(String subject)
      throws RegistryUnavailableException, SchemaRefusedException {
    return registered(subject, "latest");
  }

  @Override
  public Optional<WriterSchema> version(String subject, int version)
      throws RegistryUnavailableException, SchemaRefusedException {
    return registered(subject, String.valueOf(version));
  }

  private Optional<WriterSchema> registered(String subject, String version)
      throws RegistryUnavailableException, SchemaRefusedException {
    Optional<JsonNode> found = servers.get(path(subject, version));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonNode answer = found.get();
    SchemaId id = new SchemaId.Confluent(answer.path("id").asInt());
    return Optional.of(
        read(id, answer, Set.of(new SubjectVersion(subject, answer.path("version").asInt()))));
  }

  private static String path(String subject, String version) {
    return "subjects/"
        + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20")
        + "/versions/"
        + version;
  }

  private static Set<SubjectVersion> registeredAs(Optional<JsonNode> answer) {
    Set<SubjectVersion> all = new HashSet<>();
    answer.ifPresent(
        list ->
            list.forEach(
                one ->
                    all.add(
                        new SubjectVersion(
                            one.path("subject").asText(), one.path("version").asInt()))));
    return all;
  }

  private WriterSchema read(SchemaId id, JsonNode answer, Set<SubjectVersion> registeredAs)
      throws RegistryUnavailableException, SchemaRefusedException {
    String text = answer.path("schema").asText();
    bounds.checkBytes(text.length());
    SchemaFormat format = format(answer.path("schemaType").asText("AVRO"));
    List<SchemaPart> parts = new References(servers, bounds).of(answer);
    bounds.check(format, text, parts);
    return new WriterSchema(id, format, text, parts, registeredAs);
  }

  private static SchemaFormat format(String type) throws SchemaRefusedException {
    return switch (type) {
      case "AVRO" -> SchemaFormat.AVRO;
      case "PROTOBUF" -> SchemaFormat.PROTOBUF;
      case "JSON" -> SchemaFormat.JSON;
      default ->
          throw new SchemaRefusedException(
              "the schema is neither Avro nor Protobuf nor JSON Schema");
    };
  }

  @Override
  public void close() {
    servers.close();
  }

  /** Fetches what a schema refers to, one after the other within the bounds. */
  private static final class References {

    private final Servers servers;
    private final SchemaBounds bounds;
    private final Set<String> seen = new HashSet<>();
    private final List<SchemaPart> parts = new ArrayList<>();
    private long length;

    References(Servers servers, SchemaBounds bounds) {
      this.servers = servers;
      this.bounds = bounds;
    }

    List<SchemaPart> of(JsonNode schema)
        throws RegistryUnavailableException, SchemaRefusedException {
      for (JsonNode reference : schema.path("references")) {
        String name = reference.path("name").asText();
        if (seen.add(name)) {
          bounds.checkParts(seen.size());
          JsonNode referred = fetch(reference);
          of(referred);
          String text = referred.path("schema").asText();
          length += text.length();
          bounds.checkBytes(length);
          parts.add(new SchemaPart(name, text));
        }
      }
      return parts;
    }

    private JsonNode fetch(JsonNode reference)
        throws RegistryUnavailableException, SchemaRefusedException {
      String subject = reference.path("subject").asText();
      String version = String.valueOf(reference.path("version").asInt());
      return servers
          .get(path(subject, version))
          .orElseThrow(
              () ->
                  new SchemaRefusedException(
                      "the schema refers to a version of a subject that the registry does not"
                          + " have"));
    }
  }
}
