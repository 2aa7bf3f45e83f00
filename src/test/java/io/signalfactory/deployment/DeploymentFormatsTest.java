package io.signalfactory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.testkit.Golden;
import io.signalfactory.testkit.PublishedSchema;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeploymentFormatsTest {

  private static final Deployment DEPLOYMENT =
      new Deployment(
          "orders-svc",
          "v3.18",
          "4bf92f3577b3",
          "production",
          Instant.parse("2026-03-04T04:41:38.123Z"),
          "https://ci.example.org/runs/7");

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Golden.format(
        "deployment.json", DEPLOYMENT, DeploymentJson::write, DeploymentJson::read);
  }

  @Test
  void writesWhatItsSchemaAllows() {
    // given
    Deployment bare =
        new Deployment("s", "v", null, "default", Instant.parse("2026-03-04T04:41:38Z"), null);
    PublishedSchema schema = PublishedSchema.named("deployment");
    // when / then
    assertThat(schema.errors(DeploymentJson.write(DEPLOYMENT))).isEmpty();
    assertThat(schema.errors(DeploymentJson.write(bare))).isEmpty();
  }
}
