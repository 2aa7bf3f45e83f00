package io.signalfactory.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Declares every configuration key: name, type, default, validator, importance and description. */
final class SettingsDefinition {

  static final String APPLICATION_ID = "application.id";
  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  static final String RAW_TOPIC_PATTERN = "raw.topic.pattern";
  static final String TOPIC_PREFIX = "topic.prefix";
  static final String SIGNALS_PARTITIONS = "signals.partitions";
  static final String TOPICS_PARTITIONS = "topics.partitions";
  static final String TOPICS_REPLICATION_FACTOR = "topics.replication.factor";
  static final String PROCESSING_GUARANTEE = "processing.guarantee";
  static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
  static final String STATE_DIR = "state.dir";
  static final String STATE_DIR_MIN_FREE_BYTES = "state.dir.min.free.bytes";
  static final String NUM_STREAM_THREADS = "num.stream.threads";
  static final String ROCKSDB_MEMORY_BYTES = "rocksdb.memory.bytes";
  static final String HTTP_HOST = "http.host";
  static final String HTTP_PORT = "http.port";
  static final String HTTP_ADVERTISED_URL = "http.advertised.url";
  static final String HTTP_BASE_PATH = "http.base.path";
  static final String HTTP_MANAGEMENT_PORT = "http.management.port";
  static final String HTTP_READ_TOKENS = "http.read.tokens";
  static final String HTTP_WRITE_TOKENS = "http.write.tokens";
  static final String HTTP_PEER_TOKENS = "http.peer.tokens";
  static final String HTTP_TOKENS_FILE = "http.tokens.file";
  static final String HTTP_READ_PUBLIC = "http.read.public";
  static final String HTTP_TLS_CERTIFICATE = "http.tls.certificate";
  static final String HTTP_TLS_KEY = "http.tls.key";
  static final String HTTP_TLS_PASSWORD = "http.tls.password";
  static final String HTTP_TLS_TRUST = "http.tls.trust";
  static final String HTTP_TLS_CLIENTS = "http.tls.clients";
  static final String HTTP_TLS_PEER_NAMES = "http.tls.peer.names";
  static final String TRACE_URL_TEMPLATE = "trace.url.template";
  static final String SERVICE_HEADERS = "identity.service.headers";
  static final String VERSION_HEADERS = "identity.version.headers";
  static final String TOPIC_PRODUCERS = "identity.topic.producers";
  static final String DEPLOYMENTS_ENVIRONMENT = "deployments.environment";

  /** Keys of earlier versions, and what to do instead. */
  private static final Map<String, String> RETIRED =
      Map.of(
          "http.token",
          "it was asked for and never checked. Set http.read.tokens for those who may read and"
              + " http.write.tokens for those who may change something, each as name:secret");

  private static final Pattern TOPIC_CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]+");
  // Kafka allows 249 characters. The longest name that we append is much shorter than the rest.
  private static final int MAX_PREFIX_LENGTH = 200;

  private SettingsDefinition() {}

  /** What to do instead of setting a key of an earlier version; null if it is none. */
  static @Nullable String insteadOf(String key) {
    return RETIRED.get(key);
  }

  static ConfigDef create() {
    return RegistryDefinition.addTo(own());
  }

  private static ConfigDef own() {
    return new ConfigDef()
        .define(
            BOOTSTRAP_SERVERS,
            Type.LIST,
            "127.0.0.1:9092",
            hostsAndPorts(),
            HIGH,
            "The Kafka cluster: one or more `host:port`, separated by commas.")
        .define(
            APPLICATION_ID,
            Type.STRING,
            "signal-factory",
            topicCharacters(),
            HIGH,
            "The application's name in Kafka. Instances with the same id share the work. The"
                + " names of the consumer group, internal topics and transactions start with it."
                + " With a new id the application starts again from the beginning of the raw"
                + " topics.")
        .define(
            RAW_TOPIC_PATTERN,
            Type.STRING,
            "raw\\..+",
            regularExpression(),
            HIGH,
            "Regular expression (Java) for the names of the raw topics to observe. It must match"
                + " the whole name. New topics are found within `metadata.max.age.ms` (default 5"
                + " minutes). In a properties file, write each backslash twice.")
        .define(
            TOPIC_PREFIX,
            Type.STRING,
            "signal_factory.",
            topicCharacters(),
            MEDIUM,
            "Prefix of the names of the topics that the application writes.")
        .define(
            TOPICS_PARTITIONS,
            Type.INT,
            4,
            Range.between(1, 10_000),
            MEDIUM,
            "Number of partitions of the evidence and dead-letter topics when `topics create`"
                + " creates them.")
        .define(
            SIGNALS_PARTITIONS,
            Type.INT,
            4,
            Range.between(1, 10_000),
            MEDIUM,
            "Number of partitions over which datasets are distributed to be judged, and of the"
                + " signals and breaches topics. At most this many threads can share that work."
                + " Choose it before the first start: it cannot be changed under the same"
                + " `application.id`.")
        .define(
            TOPICS_REPLICATION_FACTOR,
            Type.INT,
            -1,
            replicationFactor(),
            HIGH,
            "Replicas of every topic that the application creates, including internal topics. -1"
                + " means the cluster's default.")
        .define(
            PROCESSING_GUARANTEE,
            Type.STRING,
            ProcessingGuarantee.EXACTLY_ONCE_V2.label(),
            ValidString.in(
                ProcessingGuarantee.EXACTLY_ONCE_V2.label(),
                ProcessingGuarantee.AT_LEAST_ONCE.label()),
            HIGH,
            "With `exactly_once_v2`, every Evidence is written once, whatever fails. With"
                + " `at_least_once`, Evidence can be repeated after a failure, with the same"
                + " `evidence_id`. The signals are the same with both.")
        .define(
            COMMIT_INTERVAL_MS,
            Type.LONG,
            1_000L,
            Range.between(10, 60_000),
            MEDIUM,
            "Milliseconds between commits. With `exactly_once_v2`, readers see Evidence and"
                + " breaches up to this much later. A longer interval costs the brokers less and"
                + " allows more records per second.")
        .define(
            STATE_DIR,
            Type.STRING,
            "state",
            new ConfigDef.NonEmptyString(),
            HIGH,
            "Folder for the local state (RocksDB), relative to the working directory. Put it on a"
                + " volume that survives restarts: then an instance is back within seconds."
                + " Otherwise it first reads all its state from Kafka again.")
        .define(
            STATE_DIR_MIN_FREE_BYTES,
            Type.LONG,
            256L * 1024 * 1024,
            Range.atLeast(0L),
            MEDIUM,
            "Bytes that must be free where `state.dir` is. With less, the instance stops writing"
                + " state and leaves its work to the others, and it comes back by itself once half"
                + " as much again is free. RocksDB writes its buffers (`rocksdb.memory.bytes`) when"
                + " tasks stop, and rewrites files in the background, so leave it room for both. 0"
                + " waits until nothing is free.")
        .define(
            NUM_STREAM_THREADS,
            Type.INT,
            1,
            Range.between(1, 256),
            MEDIUM,
            "Stream threads of one instance. Threads beyond the instance's share of the"
                + " partitions stay idle.")
        .define(
            ROCKSDB_MEMORY_BYTES,
            Type.LONG,
            256L * 1024 * 1024,
            Range.atLeast(16L * 1024 * 1024),
            MEDIUM,
            "Memory outside the Java heap, in bytes, for the block cache and the write buffers of"
                + " all state stores of the process together.")
        .define(
            HTTP_HOST,
            Type.STRING,
            "127.0.0.1",
            new ConfigDef.NonEmptyString(),
            MEDIUM,
            "Address that the HTTP server listens on. Any address other than loopback requires"
                + " `http.read.tokens`, or `http.read.public=true`.")
        .define(
            HTTP_PORT,
            Type.INT,
            8080,
            Range.between(0, 65_535),
            MEDIUM,
            "Port of the HTTP server. 0 chooses a free port.")
        .define(
            HTTP_ADVERTISED_URL,
            Type.STRING,
            null,
            httpUrl(),
            MEDIUM,
            "The address under which other instances reach this one, `http://host:port`. Default:"
                + " `http.host` and `http.port`.")
        .define(
            HTTP_BASE_PATH,
            Type.STRING,
            "",
            basePath(),
            LOW,
            "What is in front of every path, such as `/signals`, for a server behind a proxy that"
                + " passes it on. Probes are answered without it as well.")
        .define(
            HTTP_MANAGEMENT_PORT,
            Type.INT,
            null,
            optionalPort(),
            MEDIUM,
            "A port of its own for `/health/live`, `/health/ready` and `/metrics`, on `http.host`,"
                + " without TLS and without tokens, for probes and scrapers inside the cluster. 0"
                + " chooses a free port. Default: none; the calls are answered on `http.port` in"
                + " any case.")
        .define(
            TRACE_URL_TEMPLATE,
            Type.STRING,
            "",
            traceUrlTemplate(),
            LOW,
            "Where a trace can be looked at, with `{trace_id}` for its id, such as"
                + " `https://traces.example.com/trace/{trace_id}`. The page links to it from the"
                + " sample of each cause. Default: none, and the page shows the id to copy.")
        .define(
            HTTP_READ_TOKENS,
            Type.PASSWORD,
            null,
            HIGH,
            "The bearer tokens of those who may read, as `name:secret,…`. Names are written to the"
                + " audit log. A secret has at least 16 characters. Several are valid at a time, so"
                + " that they can be replaced one after the other. Set secrets with `${env:NAME}` or"
                + " `${file:PATH:KEY}`. Without any, everybody may read who reaches the server on"
                + " loopback.")
        .define(
            HTTP_WRITE_TOKENS,
            Type.PASSWORD,
            null,
            HIGH,
            "As `http.read.tokens`, for those who may also change contracts and report deployments."
                + " Without any, nothing can be changed over HTTP, except on loopback if there are"
                + " no read tokens either.")
        .define(
            HTTP_PEER_TOKENS,
            Type.PASSWORD,
            null,
            HIGH,
            "As `http.read.tokens`, for the instances among themselves: each sends the first one,"
                + " and accepts all. They need one if they listen beyond loopback and have an"
                + " `http.advertised.url`.")
        .define(
            HTTP_TOKENS_FILE,
            Type.STRING,
            null,
            MEDIUM,
            "A properties file with further tokens: `read`, `write` and `peer`, each"
                + " `name:secret,…`. It is read again within seconds when it changes, so tokens can"
                + " be replaced without a restart.")
        .define(
            HTTP_READ_PUBLIC,
            Type.BOOLEAN,
            false,
            MEDIUM,
            "Whether everybody who reaches the server may read, without a token.")
        .define(
            HTTP_TLS_CERTIFICATE,
            Type.STRING,
            null,
            MEDIUM,
            "A PEM file with the certificate of this server, followed by those that lead to its"
                + " authority, or a PKCS12 file (`.p12`, `.pfx`) that has the key as well. With it,"
                + " `http.port` speaks TLS 1.2 and 1.3 only. All files of TLS are read again within"
                + " seconds when they change. Instances show the same certificate to each other.")
        .define(
            HTTP_TLS_KEY,
            Type.STRING,
            null,
            MEDIUM,
            "A PEM file with the private key (PKCS #8) of the certificate. Default: it is in the"
                + " same file.")
        .define(
            HTTP_TLS_PASSWORD,
            Type.PASSWORD,
            null,
            MEDIUM,
            "The password of the PKCS12 files, or of the private key. Set it with `${env:NAME}` or"
                + " `${file:PATH:KEY}`.")
        .define(
            HTTP_TLS_TRUST,
            Type.STRING,
            null,
            MEDIUM,
            "A PEM or PKCS12 file with the authorities of other instances and of clients. Default:"
                + " those that the JDK trusts, for other instances only.")
        .define(
            HTTP_TLS_CLIENTS,
            Type.STRING,
            HttpTls.Clients.NONE.label(),
            ValidString.in(
                Arrays.stream(HttpTls.Clients.values())
                    .map(HttpTls.Clients::label)
                    .toArray(String[]::new)),
            MEDIUM,
            "Whether clients show a certificate (mutual TLS): `none` are asked for one, it is"
                + " `optional`, or `required` of everybody. Tokens are needed all the same, except"
                + " for `http.tls.peer.names`.")
        .define(
            HTTP_TLS_PEER_NAMES,
            Type.LIST,
            "",
            ConfigDef.ValidList.anyNonDuplicateValues(true, false),
            LOW,
            "Names (DNS or URI) in the certificates of the instances. A client that shows a"
                + " certificate with one of them counts as an instance, without a peer token.")
        .define(
            SERVICE_HEADERS,
            Type.LIST,
            "x-obs-producer-service,producer-service,x-producer-service,service-name",
            ConfigDef.ValidList.anyNonDuplicateValues(true, false),
            MEDIUM,
            "Record headers that can contain the name of the producing service. The first one"
                + " that is present is used.")
        .define(
            VERSION_HEADERS,
            Type.LIST,
            "x-obs-producer-version,producer-version,x-producer-version,service-version",
            ConfigDef.ValidList.anyNonDuplicateValues(true, false),
            MEDIUM,
            "Record headers that can contain the version of the producing service. The first one"
                + " that is present is used.")
        .define(
            TOPIC_PRODUCERS,
            Type.LIST,
            "",
            topicProducers(),
            LOW,
            "Pairs of `topic=service`: the producer to assume if neither the record nor the"
                + " contract names one (confidence MEDIUM).")
        .define(
            DEPLOYMENTS_ENVIRONMENT,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            LOW,
            "The environment whose deployments count: the version of records that name none, and"
                + " what a breach came with. Set it where deployments of several environments are"
                + " reported to this cluster. Without it those of all environments count.");
  }

  private static Validator topicCharacters() {
    return LambdaValidator.with(
        (name, value) -> {
          String text = (String) value;
          if (!TOPIC_CHARACTERS.matcher(text).matches() || text.length() > MAX_PREFIX_LENGTH) {
            throw new ConfigException(
                name, value, "use letters, digits, '.', '_' and '-', at most 200 of them");
          }
        },
        () -> "letters, digits, `.`, `_`, `-`");
  }

  private static Validator hostsAndPorts() {
    Pattern hostAndPort = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:/\\[\\]]+):(\\d{1,5})");
    return LambdaValidator.with(
        (name, value) -> {
          List<?> servers = (List<?>) value;
          if (servers.isEmpty()) {
            throw new ConfigException(name, value, "name at least one host:port");
          }
          for (Object server : servers) {
            var parts = hostAndPort.matcher((String) server);
            if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
              throw new ConfigException(
                  name, server, "write host:port, for example broker-1.example.com:9092");
            }
          }
        },
        () -> "`host:port,…`");
  }

  private static Validator regularExpression() {
    return LambdaValidator.with(
        (name, value) -> {
          try {
            Pattern.compile((String) value);
          } catch (PatternSyntaxException e) {
            throw new ConfigException(
                name, value, "not a regular expression: " + e.getDescription());
          }
        },
        () -> "a regular expression");
  }

  private static Validator replicationFactor() {
    return LambdaValidator.with(
        (name, value) -> {
          int factor = (Integer) value;
          if (factor != -1 && (factor < 1 || factor > Short.MAX_VALUE)) {
            throw new ConfigException(name, value, "must be -1 (the cluster's default) or above 0");
          }
        },
        () -> "-1 or [1,…]");
  }

  private static Validator httpUrl() {
    return LambdaValidator.with(
        (name, value) -> {
          if (value != null && !isHttpUrl((String) value)) {
            throw new ConfigException(
                name, value, "write http://host:port, for example http://10.0.0.7:8080");
          }
        },
        () -> "`http://host:port`");
  }

  private static boolean isHttpUrl(String text) {
    try {
      URI url = new URI(text);
      return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getPort() > 0
          && url.getPort() <= 65_535
          && (url.getPath() == null || url.getPath().isEmpty() || url.getPath().equals("/"))
          && url.getQuery() == null
          && url.getUserInfo() == null;
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  private static Validator basePath() {
    Pattern pattern = Pattern.compile("(/[A-Za-z0-9._~-]+)*");
    return LambdaValidator.with(
        (name, value) -> {
          if (!pattern.matcher((String) value).matches()) {
            throw new ConfigException(
                name, value, "begin with '/', end without it, as in /signals, or leave it empty");
          }
        },
        () -> "`/…` or empty");
  }

  private static Validator traceUrlTemplate() {
    Pattern pattern = Pattern.compile("(https?://[^\\s\"<>]*\\{trace_id}[^\\s\"<>]*)?");
    return LambdaValidator.with(
        (name, value) -> {
          if (!pattern.matcher((String) value).matches()) {
            throw new ConfigException(
                name,
                value,
                "begin with http:// or https:// and have {trace_id} where the id belongs");
          }
        },
        () -> "`https://…{trace_id}…` or empty");
  }

  private static Validator optionalPort() {
    return LambdaValidator.with(
        (name, value) -> {
          if (value != null && ((Integer) value < 0 || (Integer) value > 65_535)) {
            throw new ConfigException(name, value, "must be 0 to 65535");
          }
        },
        () -> "[0,…,65535]");
  }

  private static Validator topicProducers() {
    return LambdaValidator.with(
        (name, value) -> {
          for (Object pair : (List<?>) value) {
            String[] parts = ((String) pair).split("=", -1);
            if (parts.length != 2 || Arrays.stream(parts).anyMatch(String::isBlank)) {
              throw new ConfigException(
                  name, pair, "write topic=service, for example raw.orders.events=orders-svc");
            }
          }
        },
        () -> "`topic=service,…`");
  }
}
