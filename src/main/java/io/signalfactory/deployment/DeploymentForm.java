package io.signalfactory.deployment;

import io.signalfactory.text.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reports of a deployment, before it is checked. The names in messages are those of
 * the members in JSON.
 *
 * @param service the service; null if it is missing
 * @param version its version; null if it is missing
 * @param gitSha the commit; null for none
 * @param environment where it was deployed; null for {@link Deployment#DEFAULT_ENVIRONMENT}
 * @param deployedAt when, in RFC 3339; null for now
 * @param url a page about it; null for none
 */
public record DeploymentForm(
    @Nullable String service,
    @Nullable String version,
    @Nullable String gitSha,
    @Nullable String environment,
    @Nullable String deployedAt,
    @Nullable String url) {

  /** The longest name, as that of the header in which a record names its producer. */
  private static final int MAX_NAME = 256;

  private static final int MAX_URL = 2_000;

  /** How far the clock of whoever reports may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Pattern WEB_ADDRESS =
      Pattern.compile("(?i)https?://[^\\s/?#\"<>]+([/?#][^\\s\"<>]*)?");

  private static final Pattern SHA = Pattern.compile("[0-9a-fA-F]{7,64}");

  /**
   * Checks everything at once.
   *
   * @param now the current time
   */
  public Checked check(Instant now) {
    List<String> mistakes = new ArrayList<>();
    requireName("service", service, mistakes);
    requireName("version", version, mistakes);
    if (environment != null) {
      requireName("environment", environment, mistakes);
    }
    if (gitSha != null && !SHA.matcher(gitSha).matches()) {
      mistakes.add("git_sha must be 7 to 64 hexadecimal digits");
    }
    Instant at = deployedAt == null ? now : parse(deployedAt);
    if (at == null) {
      mistakes.add("deployed_at must be a time such as 2026-01-14T04:41:38Z");
    } else if (at.isAfter(now.plus(AHEAD))) {
      mistakes.add(
          "deployed_at is more than 5 minutes ahead of this clock: report a deployment when it"
              + " has happened");
    }
    if (url != null && !isWebAddress(url)) {
      mistakes.add("url must begin with http:// or https:// and have at most 2000 characters");
    }
    if (!mistakes.isEmpty() || service == null || version == null || at == null) {
      return new Checked(null, mistakes);
    }
    return new Checked(
        new Deployment(
            service,
            version,
            gitSha,
            environment == null ? Deployment.DEFAULT_ENVIRONMENT : environment,
            at.truncatedTo(ChronoUnit.MILLIS),
            url),
        List.of());
  }

  private static void requireName(String member, @Nullable String name, List<String> mistakes) {
    if (name == null || name.isBlank()) {
      mistakes.add(member + " is missing: give it as a text");
    } else if (name.length() > MAX_NAME) {
      mistakes.add(member + " is longer than " + MAX_NAME + " characters");
    } else if (name.indexOf('|') >= 0 || !name.codePoints().allMatch(Printable::is)) {
      mistakes.add(member + " has a character that a name cannot have: leave out | and controls");
    }
  }

  private static @Nullable Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isWebAddress(String text) {
    return text.length() <= MAX_URL
        && text.codePoints().allMatch(Printable::is)
        && WEB_ADDRESS.matcher(text).matches();
  }

  /**
   * What the check found.
   *
   * @param deployment the deployment; null if there is a mistake
   * @param mistakes every mistake, each with the member concerned and what to write
   */
  public record Checked(@Nullable Deployment deployment, List<String> mistakes) {

    public Checked {
      mistakes = List.copyOf(mistakes);
    }
  }
}
