package io.signalfactory.deployment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.codec.CodecException;
import io.signalfactory.text.Shown;
import io.signalfactory.time.Rfc3339Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes deployments as JSON: the value of the deployments topic, and what is posted. */
public final class DeploymentJson {

  private static final Set<String> MEMBERS =
      Set.of("service", "version", "git_sha", "environment", "deployed_at", "url");

  private static final ObjectReader TREE =
      new ObjectMapper()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private DeploymentJson() {}

  /** The members of a deployment, those that are not known as null. */
  public static ObjectNode tree(Deployment deployment) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("service", deployment.service());
    tree.put("version", deployment.version());
    tree.put("git_sha", deployment.gitSha());
    tree.put("environment", deployment.environment());
    tree.put("deployed_at", Rfc3339Writer.format(deployment.deployedAt()));
    tree.put("url", deployment.url());
    return tree;
  }

  /** The value of its record. */
  public static byte[] write(Deployment deployment) {
    return tree(deployment).toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the value of a record. Members that this release does not know are left out.
   *
   * @throws CodecException if it is not a deployment
   */
  public static Deployment read(byte[] json) {
    try {
      return of(TREE.readTree(json));
    } catch (IOException e) {
      throw new CodecException("a deployment is not JSON", e);
    }
  }

  /**
   * The deployment in a tree that {@link #tree} wrote.
   *
   * @throws CodecException if it is not a deployment
   */
  public static Deployment of(JsonNode tree) {
    List<String> mistakes = new ArrayList<>();
    DeploymentForm form = form(tree, mistakes);
    // A deployment that has been accepted once is not too early any more.
    DeploymentForm.Checked checked = form.check(Instant.MAX.minusSeconds(1_000));
    mistakes.addAll(checked.mistakes());
    Deployment deployment = checked.deployment();
    if (deployment == null || form.deployedAt() == null || !mistakes.isEmpty()) {
      throw new CodecException("not a deployment: " + String.join("; ", mistakes));
    }
    return deployment;
  }

  /**
   * Checks what somebody reports.
   *
   * @param json JSON in UTF-8, not checked in any way
   * @param now the current time
   */
  public static DeploymentForm.Checked check(byte[] json, Instant now) {
    JsonNode tree;
    try {
      tree = TREE.readTree(json);
    } catch (IOException e) {
      return new DeploymentForm.Checked(null, List.of("this is not one JSON object"));
    }
    if (!tree.isObject()) {
      return new DeploymentForm.Checked(null, List.of("this is not one JSON object"));
    }
    List<String> mistakes = new ArrayList<>();
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                mistakes.add(
                    "'"
                        + Shown.of(name, 40)
                        + "' is no member of a deployment: the members are"
                        + " service, version, git_sha, environment, deployed_at and url");
              }
            });
    DeploymentForm form = form(tree, mistakes);
    DeploymentForm.Checked checked = form.check(now);
    mistakes.addAll(checked.mistakes());
    return new DeploymentForm.Checked(mistakes.isEmpty() ? checked.deployment() : null, mistakes);
  }

  private static DeploymentForm form(JsonNode tree, List<String> mistakes) {
    return new DeploymentForm(
        text(tree, "service", mistakes),
        text(tree, "version", mistakes),
        text(tree, "git_sha", mistakes),
        text(tree, "environment", mistakes),
        text(tree, "deployed_at", mistakes),
        text(tree, "url", mistakes));
  }

  private static @Nullable String text(JsonNode tree, String name, List<String> mistakes) {
    JsonNode member = tree.path(name);
    if (member.isMissingNode() || member.isNull()) {
      return null;
    }
    if (!member.isTextual()) {
      mistakes.add(name + " must be a text");
      return null;
    }
    return member.textValue();
  }
}
