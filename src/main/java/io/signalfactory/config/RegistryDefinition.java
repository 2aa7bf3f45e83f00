package io.signalfactory.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Declares the keys of schema registries. */
final class RegistryDefinition {

  static final String FILE_FOLDER = "registry.file.folder";
  static final String CONFLUENT_URLS = "registry.confluent.urls";
  static final String CONFLUENT_AUTH = "registry.confluent.auth";
  static final String CONFLUENT_SECRET = "registry.confluent.secret";
  static final String CONFLUENT_TLS_TRUST = "registry.confluent.tls.trust";
  static final String CONFLUENT_TLS_IDENTITY = "registry.confluent.tls.identity";
  static final String CONFLUENT_TLS_PASSWORD = "registry.confluent.tls.password";
  static final String GLUE_NAME = "registry.glue.name";
  static final String GLUE_REGION = "registry.glue.region";
  static final String GLUE_ENDPOINT = "registry.glue.endpoint";
  static final String TIMEOUT_MS = "registry.timeout.ms";
  static final String WAIT_MS = "registry.wait.ms";
  static final String LATEST_EXPIRY_MS = "registry.latest.expiry.ms";
  static final String UNKNOWN_EXPIRY_MS = "registry.unknown.expiry.ms";
  static final String SCHEMAS_MAX = "registry.schemas.max";
  static final String SCHEMA_MAX_BYTES = "registry.schema.max.bytes";

  private static final Set<String> AUTH = Set.of("none", "basic", "bearer");

  private RegistryDefinition() {}

  static ConfigDef addTo(ConfigDef definition) {
    return definition
        .define(
            FILE_FOLDER,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            MEDIUM,
            "A folder of schemas, for contracts with `registry: file`: `SUBJECT.avsc`, `.json` or"
                + " `.proto`, with `.vN` in front of the ending from version 2 on. Its"
                + " `ids.properties` says by which ids records name them.")
        .define(
            CONFLUENT_URLS,
            Type.LIST,
            "",
            urls(),
            HIGH,
            "The servers of one registry that speaks Confluent's REST API, for contracts with"
                + " `registry: confluent`: `http://host:port` or `https://…`, with the path in front"
                + " of `/subjects` if there is one. If one fails, the next is asked.")
        .define(
            CONFLUENT_AUTH,
            Type.STRING,
            "none",
            auth(),
            MEDIUM,
            "How to log in there: `none`, `basic` or `bearer`, with `registry.confluent.secret`.")
        .define(
            CONFLUENT_SECRET,
            Type.PASSWORD,
            null,
            MEDIUM,
            "`user:password` for `basic`, the token for `bearer`. Set it with `${env:NAME}` or"
                + " `${file:PATH:KEY}`.")
        .define(
            CONFLUENT_TLS_TRUST,
            Type.STRING,
            null,
            MEDIUM,
            "A PEM or PKCS12 file (`.p12`, `.pfx`) with the authorities of the servers'"
                + " certificates. Default: those that the JDK trusts. The files of registries are"
                + " read at the start only.")
        .define(
            CONFLUENT_TLS_IDENTITY,
            Type.STRING,
            null,
            LOW,
            "A PEM or PKCS12 file with the certificate to show to the servers, and its private"
                + " key. Default: none.")
        .define(
            CONFLUENT_TLS_PASSWORD,
            Type.PASSWORD,
            null,
            LOW,
            "The password of the PKCS12 files, or of the private key.")
        .define(
            GLUE_NAME,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            MEDIUM,
            "The name of a registry in AWS Glue, for contracts with `registry: glue`, such as"
                + " `default-registry`. Credentials are found as AWS's own programs find them.")
        .define(
            GLUE_REGION,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            MEDIUM,
            "Its region. Default: that of the environment or the profile.")
        .define(
            GLUE_ENDPOINT,
            Type.STRING,
            null,
            url(),
            LOW,
            "The address of AWS Glue, for private endpoints. Default: that of the region.")
        .define(
            TIMEOUT_MS,
            Type.INT,
            5_000,
            Range.between(100, 60_000),
            LOW,
            "Milliseconds that a registry has to answer one request. Requests do not hold up the"
                + " stream: see `registry.wait.ms`.")
        .define(
            WAIT_MS,
            Type.INT,
            500,
            Range.between(0, 10_000),
            MEDIUM,
            "Milliseconds that a stream thread waits for registries within ten times as long, for"
                + " all records together, so at most a tenth of its time. A record whose schema is"
                + " not there by then gets the violation `REGISTRY_UNAVAILABLE`. 0 never waits: then"
                + " the first records with a new schema get it.")
        .define(
            LATEST_EXPIRY_MS,
            Type.INT,
            60_000,
            Range.between(1_000, 86_400_000),
            LOW,
            "Milliseconds until the newest version of a subject is asked for again. Schemas with an"
                + " id never change, and are not asked for again.")
        .define(
            UNKNOWN_EXPIRY_MS,
            Type.INT,
            30_000,
            Range.between(1_000, 86_400_000),
            LOW,
            "Milliseconds until a registry is asked again for what it did not have.")
        .define(
            SCHEMAS_MAX,
            Type.INT,
            1_000,
            Range.between(1, 100_000),
            LOW,
            "Number of schemas to keep of each registry. The one that was used longest ago goes"
                + " first.")
        .define(
            SCHEMA_MAX_BYTES,
            Type.INT,
            1_000_000,
            Range.between(1_000, 10_000_000),
            LOW,
            "Bytes that a schema may have, with all that it refers to. A longer one is not used.");
  }

  private static Validator urls() {
    return LambdaValidator.with(
        (name, value) -> ((List<?>) value).forEach(url -> checkUrl(name, (String) url)),
        () -> "`http://…` or `https://…`");
  }

  private static Validator url() {
    return LambdaValidator.with(
        (name, value) -> {
          if (value != null) {
            checkUrl(name, (String) value);
          }
        },
        () -> "`http://…` or `https://…`");
  }

  private static void checkUrl(String name, String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new ConfigException(name, text, "write http://host:port or https://host:port");
    }
    if (url.getUserInfo() != null) {
      throw new ConfigException(
          name + ": leave out the user and the password: they belong in " + CONFLUENT_SECRET);
    }
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw new ConfigException(name, text, "write http://host:port or https://host:port");
    }
  }

  private static Validator auth() {
    return LambdaValidator.with(
        (name, value) -> {
          String kind = (String) value;
          if (kind.toUpperCase(Locale.ROOT).contains("OAUTH")) {
            throw new ConfigException(
                name,
                kind,
                "Confluent's client cannot do OAuth with this version of Kafka: use bearer with a"
                    + " token, or basic");
          }
          if (!AUTH.contains(kind)) {
            throw new ConfigException(name, kind, "write none, basic or bearer");
          }
        },
        () -> "[none, basic, bearer]");
  }
}
