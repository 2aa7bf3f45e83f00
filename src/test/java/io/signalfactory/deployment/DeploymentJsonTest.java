package io.signalfactory.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentJsonTest {

  private static final Instant NOW = Instant.parse("2026-01-14T04:42:00.123456Z");

  private static DeploymentForm.Checked check(String json) {
    return DeploymentJson.check(json.getBytes(UTF_8), NOW);
  }

  @Test
  void aServiceAndItsVersionAreEnough() {
    // when
    DeploymentForm.Checked checked = check("{\"service\":\"orders-svc\",\"version\":\"v3.18\"}");
    // then
    assertThat(checked.deployment())
        .isEqualTo(
            new Deployment(
                "orders-svc",
                "v3.18",
                null,
                "default",
                Instant.parse("2026-01-14T04:42:00.123Z"),
                null));
  }

  @Test
  void theTimeMayHaveAnyOffset() {
    // when
    DeploymentForm.Checked checked =
        check(
            "{\"service\":\"s\",\"version\":\"v\",\"deployed_at\":\"2026-01-14T05:41:38+01:00\"}");
    // then
    assertThat(checked.deployment())
        .extracting(Deployment::deployedAt)
        .isEqualTo(Instant.parse("2026-01-14T04:41:38Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[]; this is not one JSON object",
        "{} {}; this is not one JSON object",
        "{; this is not one JSON object",
        "{\"service\":\"a\",\"service\":\"b\",\"version\":\"v\"}; this is not one JSON object",
        "{\"version\":\"v\"}; service is missing: give it as a text",
        "{\"service\":\" \",\"version\":\"v\"}; service is missing: give it as a text",
        "{\"service\":\"s\"}; version is missing: give it as a text",
        "{\"service\":\"s\",\"version\":\"v\",\"git_sha\":\"xyz\"};"
            + " git_sha must be 7 to 64 hexadecimal digits",
        "{\"service\":\"s\",\"version\":\"v\",\"deployed_at\":\"today\"};"
            + " deployed_at must be a time such as 2026-01-14T04:41:38Z",
        "{\"service\":\"s\",\"version\":\"v\",\"deployed_at\":\"2026-01-14T05:00:00Z\"};"
            + " deployed_at is more than 5 minutes ahead of this clock: report a deployment when"
            + " it has happened",
        "{\"service\":\"s\",\"version\":\"v\",\"url\":\"javascript:alert(1)\"};"
            + " url must begin with http:// or https:// and have at most 2000 characters",
        "{\"service\":\"s|t\",\"version\":\"v\"};"
            + " service has a character that a name cannot have: leave out | and controls",
        "{\"service\":\"s\",\"version\":\"v\",\"environment\":\"a\\u001b[31m\"};"
            + " environment has a character that a name cannot have: leave out | and controls"
      })
  void refusesWhatIsNoDeploymentAndSaysWhatToWrite(String json, String mistake) {
    // when
    DeploymentForm.Checked checked = check(json);
    // then
    assertThat(checked.deployment()).isNull();
    assertThat(checked.mistakes()).containsExactly(mistake);
  }

  @Test
  void reportsAllMistakesAtOnce() {
    // when
    List<String> mistakes = check("{\"service\":7,\"sha\":\"abc\"}").mistakes();
    // then
    assertThat(mistakes)
        .anyMatch(mistake -> mistake.startsWith("'sha' is no member of a deployment"))
        .anyMatch(mistake -> mistake.equals("service must be a text"))
        .anyMatch(mistake -> mistake.startsWith("version is missing"));
  }

  @Test
  void readsARecordOfANewerReleaseWithoutWhatItDoesNotKnow() {
    // given
    byte[] record =
        ("{\"service\":\"s\",\"version\":\"v\",\"git_sha\":null,\"environment\":\"default\","
                + "\"deployed_at\":\"2026-01-14T04:41:38.000Z\",\"url\":null,\"cluster\":\"eu\"}")
            .getBytes(UTF_8);
    // when
    Deployment deployment = DeploymentJson.read(record);
    // then
    assertThat(deployment.key()).isEqualTo("s|default");
  }

  @Test
  void refusesARecordWithoutATime() {
    // given
    byte[] record = "{\"service\":\"s\",\"version\":\"v\"}".getBytes(UTF_8);
    // when / then
    assertThatThrownBy(() -> DeploymentJson.read(record)).isInstanceOf(CodecException.class);
  }
}
