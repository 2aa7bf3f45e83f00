package io.signalfactory.registry.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.testkit.SchemaRegistryKit;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With AWS's own SDK. The credentials are those that the SDK finds in system properties. */
class GlueRegistryTest extends SchemaRegistryKit {

  private static GlueStandIn glue;

  @BeforeAll
  static void start() throws IOException {
    glue = new GlueStandIn();
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "not-a-secret");
  }

  @AfterAll
  static void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    glue.close();
  }

  private static SchemaRegistry at(String endpoint, SchemaBounds bounds) {
    return new GlueRegistry(
        new GlueAccess("events", "eu-central-1", endpoint, Duration.ofSeconds(10)), bounds);
  }

  @Override
  protected SchemaRegistry registry(SchemaBounds bounds) {
    return at(glue.endpoint(), bounds);
  }

  @Override
  protected SchemaRegistry away() {
    return at("http://127.0.0.1:1", BOUNDS);
  }

  @Override
  protected SchemaId register(String subject, SchemaFormat format, String text) {
    return new SchemaId.Glue(glue.register(subject, format, text));
  }

  @Override
  protected SchemaId neverGiven() {
    return new SchemaId.Glue(UUID.randomUUID());
  }

  @Test
  void signsRequestsForTheRegionWithTheCredentialsOfTheDefaultChain() throws Exception {
    // given
    SchemaId id = register(subject(), SchemaFormat.AVRO, avro(""));
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when
      registry.byId(id);

      // then
      assertThat(glue.authorizations())
          .last()
          .asString()
          .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
          .contains("/eu-central-1/glue/aws4_request")
          .doesNotContain("not-a-secret");
    }
  }
}
