package io.signalfactory.registry.glue;

import io.signalfactory.registry.RegistryUnavailableException;
import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaRefusedException;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;
import software.amazon.awssdk.services.glue.model.DataFormat;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionRequest;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.SchemaId;
import software.amazon.awssdk.services.glue.model.SchemaVersionNumber;

/** AWS Glue Schema Registry. A subject is the name of a schema there. */
public final class GlueRegistry implements SchemaRegistry {

  private final GlueAccess access;
  private final SchemaBounds bounds;
  private @Nullable GlueClient client;

  /** Asks nothing yet. */
  public GlueRegistry(GlueAccess access, SchemaBounds bounds) {
    this.access = access;
    this.bounds = bounds;
  }

  @Override
  public Optional<WriterSchema> byId(io.signalfactory.schema.SchemaId id)
      throws RegistryUnavailableException, SchemaRefusedException {
    if (id instanceof io.signalfactory.schema.SchemaId.Glue glue) {
      return get(
          GetSchemaVersionRequest.builder().schemaVersionId(glue.version().toString()).build());
    }
    return id instanceof io.signalfactory.schema.SchemaId.Named named
        ? version(named.subject(), named.version())
        : Optional.empty();
  }

  @Override
  public Optional<WriterSchema> latest(String subject)
      throws RegistryUnavailableException, SchemaRefusedException {
    return get(subject, SchemaVersionNumber.builder().latestVersion(true).build());
  }

  @Override
  public Optional<WriterSchema> version(String subject, int version)
      throws RegistryUnavailableException, SchemaRefusedException {
    return get(subject, SchemaVersionNumber.builder().versionNumber((long) version).build());
  }

  private Optional<WriterSchema> get(String subject, SchemaVersionNumber version)
      throws RegistryUnavailableException, SchemaRefusedException {
    return get(
        GetSchemaVersionRequest.builder()
            .schemaId(
                SchemaId.builder().registryName(access.registry()).schemaName(subject).build())
            .schemaVersionNumber(version)
            .build());
  }

  private Optional<WriterSchema> get(GetSchemaVersionRequest request)
      throws RegistryUnavailableException, SchemaRefusedException {
    try {
      return Optional.of(read(client().getSchemaVersion(request)));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    } catch (GlueException e) {
      throw new RegistryUnavailableException(
          "AWS Glue answers " + e.statusCode() + " " + e.awsErrorDetails().errorCode(), e);
    } catch (SdkException e) {
      throw new RegistryUnavailableException(
          "AWS Glue cannot be asked: "
              + e.getMessage()
              + " (registry.glue.region,"
              + " registry.glue.endpoint, credentials of AWS)",
          e);
    }
  }

  private WriterSchema read(GetSchemaVersionResponse answer) throws SchemaRefusedException {
    String text = answer.schemaDefinition();
    SchemaFormat format = format(answer.dataFormat());
    bounds.check(format, text, List.of());
    return new WriterSchema(
        new io.signalfactory.schema.SchemaId.Glue(
            java.util.UUID.fromString(answer.schemaVersionId())),
        format,
        text,
        List.of(),
        registeredAs(answer));
  }

  /**
   * {@code arn:aws:glue:REGION:ACCOUNT:schema/REGISTRY/NAME}; of another registry nothing is told.
   */
  private Set<SubjectVersion> registeredAs(GetSchemaVersionResponse answer) {
    String arn = answer.schemaArn();
    String[] path = arn == null ? new String[0] : arn.split("/", 3);
    return path.length == 3 && path[1].equals(access.registry())
        ? Set.of(new SubjectVersion(path[2], Math.toIntExact(answer.versionNumber())))
        : Set.of();
  }

  private static SchemaFormat format(@Nullable DataFormat format) throws SchemaRefusedException {
    if (format == DataFormat.AVRO) {
      return SchemaFormat.AVRO;
    }
    if (format == DataFormat.PROTOBUF) {
      return SchemaFormat.PROTOBUF;
    }
    if (format == DataFormat.JSON) {
      return SchemaFormat.JSON;
    }
    throw new SchemaRefusedException("the schema is neither Avro nor Protobuf nor JSON Schema");
  }

  /** Made with the first question: without a region it fails, which is a question's failure. */
  private synchronized GlueClient client() {
    GlueClient made = client;
    if (made == null) {
      made = make();
      client = made;
    }
    return made;
  }

  private GlueClient make() {
    GlueClientBuilder builder =
        GlueClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(access.timeout())
                    .socketTimeout(access.timeout()))
            .overrideConfiguration(calls -> calls.apiCallTimeout(access.timeout()));
    String region = access.region();
    if (region != null) {
      builder.region(Region.of(region));
    }
    String endpoint = access.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder.build();
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
