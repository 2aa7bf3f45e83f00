package io.signalfactory.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The schema registries of a process: where they are, and what is kept of them. */
public final class RegistrySettings {

  private final AbstractConfig config;

  RegistrySettings(AbstractConfig config) {
    this.config = config;
  }

  /** The folder of schemas; empty if there is none. */
  public Optional<Path> fileFolder() {
    return text(RegistryDefinition.FILE_FOLDER).map(Path::of);
  }

  /** The servers of a registry that speaks Confluent's API; empty if there is none. */
  public List<String> confluentUrls() {
    return config.getList(RegistryDefinition.CONFLUENT_URLS);
  }

  /** The value of the header {@code Authorization} for them; empty for none. A secret. */
  public Optional<Password> confluentAuthorization() {
    String kind = config.getString(RegistryDefinition.CONFLUENT_AUTH);
    @Nullable Password secret = config.getPassword(RegistryDefinition.CONFLUENT_SECRET);
    if (kind.equals("none") || secret == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Password(
            kind.equals("basic")
                ? "Basic "
                    + Base64.getEncoder()
                        .encodeToString(secret.value().getBytes(StandardCharsets.UTF_8))
                : "Bearer " + secret.value()));
  }

  /** Kafka's settings for TLS ({@code ssl.…}) for them; empty for those of the JDK. */
  public Map<String, Object> confluentTls() {
    Map<String, Object> tls = new HashMap<>();
    @Nullable Password password = config.getPassword(RegistryDefinition.CONFLUENT_TLS_PASSWORD);
    text(RegistryDefinition.CONFLUENT_TLS_TRUST)
        .ifPresent(
            file -> {
              tls.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
              tls.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, storeType(file));
              if (password != null && !isPem(file)) {
                tls.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password);
              }
            });
    text(RegistryDefinition.CONFLUENT_TLS_IDENTITY)
        .ifPresent(
            file -> {
              tls.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file);
              tls.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, storeType(file));
              if (password != null) {
                tls.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, password);
                if (!isPem(file)) {
                  tls.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, password);
                }
              }
            });
    return Map.copyOf(tls);
  }

  private static String storeType(String file) {
    return isPem(file) ? "PEM" : "PKCS12";
  }

  private static boolean isPem(String file) {
    return !file.endsWith(".p12") && !file.endsWith(".pfx");
  }

  /** The name of the registry in AWS Glue; empty if there is none. */
  public Optional<String> glueName() {
    return text(RegistryDefinition.GLUE_NAME);
  }

  /** Its region; empty for that of the environment or the profile. */
  public Optional<String> glueRegion() {
    return text(RegistryDefinition.GLUE_REGION);
  }

  /** Another address of AWS Glue than that of the region; empty for none. */
  public Optional<String> glueEndpoint() {
    return text(RegistryDefinition.GLUE_ENDPOINT);
  }

  /** How long a registry has to answer a request. */
  public Duration timeout() {
    return millis(RegistryDefinition.TIMEOUT_MS);
  }

  /** How long a stream thread waits for registries within ten times as long; 0 or more. */
  public Duration maxWait() {
    return millis(RegistryDefinition.WAIT_MS);
  }

  /** For how long the newest version of a subject is not asked for again. */
  public Duration latestExpiry() {
    return millis(RegistryDefinition.LATEST_EXPIRY_MS);
  }

  /** For how long a registry is not asked again for what it did not have. */
  public Duration unknownExpiry() {
    return millis(RegistryDefinition.UNKNOWN_EXPIRY_MS);
  }

  /** How many schemas are kept of a registry; above 0. */
  public int maxSchemas() {
    return config.getInt(RegistryDefinition.SCHEMAS_MAX);
  }

  /** How many bytes a schema may have, with all that it refers to; above 0. */
  public int maxSchemaBytes() {
    return config.getInt(RegistryDefinition.SCHEMA_MAX_BYTES);
  }

  void check(String place) {
    String auth = config.getString(RegistryDefinition.CONFLUENT_AUTH);
    @Nullable Password secret = config.getPassword(RegistryDefinition.CONFLUENT_SECRET);
    if (!auth.equals("none") && secret == null) {
      throw new SettingsException(
          place + ": registry.confluent.auth is " + auth + ": set registry.confluent.secret");
    }
    if (auth.equals("none") && secret != null) {
      throw new SettingsException(
          place
              + ": registry.confluent.secret has no effect: set registry.confluent.auth to basic or"
              + " bearer as well");
    }
    if (auth.equals("basic") && secret != null && secret.value().indexOf(':') < 1) {
      throw new SettingsException(
          place + ": registry.confluent.secret: write user:password for basic");
    }
    effective(place, "registry.confluent.", confluentUrls().isEmpty(), "registry.confluent.urls");
    effective(place, "registry.glue.", glueName().isEmpty(), "registry.glue.name");
  }

  private void effective(String place, String prefix, boolean unused, String needed) {
    if (unused) {
      config.originals().keySet().stream()
          .filter(key -> key.startsWith(prefix) && !key.equals(needed))
          .sorted()
          .findFirst()
          .ifPresent(
              key -> {
                throw new SettingsException(
                    place + ": " + key + " has no effect: set " + needed + " as well");
              });
    }
  }

  private Duration millis(String key) {
    return Duration.ofMillis(config.getInt(key));
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(config.getString(key));
  }
}
