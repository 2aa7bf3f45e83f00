package io.signalfactory.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Every key of the configuration: name, type, default, validator, importance and text. */
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
  static final String NUM_STREAM_THREADS = "num.stream.threads";
  static final String ROCKSDB_MEMORY_BYTES = "rocksdb.memory.bytes";
  static final String HTTP_HOST = "http.host";
  static final String HTTP_PORT = "http.port";
  static final String HTTP_ADVERTISED_URL = "http.advertised.url";
  static final String HTTP_TOKEN = "http.token";
  static final String SERVICE_HEADERS = "identity.service.headers";
  static final String VERSION_HEADERS = "identity.version.headers";
  static final String TOPIC_PRODUCERS = "identity.topic.producers";

  private static final Pattern TOPIC_CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]+");
  // Kafka allows 249 characters; the longest name that we append is far shorter than the rest.
  private static final int MAX_PREFIX_LENGTH = 200;

  private SettingsDefinition() {}

  static ConfigDef create() {
    return new ConfigDef()
        .define(
            BOOTSTRAP_SERVERS,
            Type.LIST,
            "127.0.0.1:9092",
            hostsAndPorts(),
            HIGH,
            "The Kafka cluster: `host:port`, several separated by commas.")
        .define(
            APPLICATION_ID,
            Type.STRING,
            "signal-factory",
            topicCharacters(),
            HIGH,
            "Names the application to Kafka: instances with the same id share the work, and its"
                + " consumer group, internal topics and transactions start with it. Changing it"
                + " starts over from the beginning of the raw topics.")
        .define(
            RAW_TOPIC_PATTERN,
            Type.STRING,
            "raw\\..+",
            regularExpression(),
            HIGH,
            "Regular expression (Java) of the topics that are observed; it must match the whole"
                + " name. New topics are found within `metadata.max.age.ms` (5 minutes by"
                + " default). In a properties file a backslash is written twice.")
        .define(
            TOPIC_PREFIX,
            Type.STRING,
            "signal_factory.",
            topicCharacters(),
            MEDIUM,
            "What the names of the topics that the application writes start with.")
        .define(
            TOPICS_PARTITIONS,
            Type.INT,
            4,
            Range.between(1, 10_000),
            MEDIUM,
            "Partitions of the evidence and dead-letter topics when `topics create` makes them.")
        .define(
            SIGNALS_PARTITIONS,
            Type.INT,
            4,
            Range.between(1, 10_000),
            MEDIUM,
            "Partitions that datasets are spread over for the computation of signals, and of the"
                + " signals and breaches topics: the most instances that can share that work."
                + " Choose it before the first start: it cannot be changed under the same"
                + " `application.id`.")
        .define(
            TOPICS_REPLICATION_FACTOR,
            Type.INT,
            -1,
            replicationFactor(),
            HIGH,
            "Replicas of every topic that is created, internal topics included; -1 is the"
                + " cluster's default.")
        .define(
            PROCESSING_GUARANTEE,
            Type.STRING,
            ProcessingGuarantee.EXACTLY_ONCE_V2.label(),
            ValidString.in(
                ProcessingGuarantee.EXACTLY_ONCE_V2.label(),
                ProcessingGuarantee.AT_LEAST_ONCE.label()),
            HIGH,
            "`exactly_once_v2` writes each Evidence once whatever fails; with `at_least_once`"
                + " Evidence can repeat after a failure, with the same `evidence_id`. Signals end"
                + " the same in both.")
        .define(
            COMMIT_INTERVAL_MS,
            Type.LONG,
            1_000L,
            Range.between(10, 60_000),
            MEDIUM,
            "Milliseconds between commits: under `exactly_once_v2` readers see Evidence and"
                + " breaches this much later, and throughput grows with it.")
        .define(
            STATE_DIR,
            Type.STRING,
            "state",
            new ConfigDef.NonEmptyString(),
            HIGH,
            "Folder of the local state (RocksDB), relative to the working directory. On a volume"
                + " that survives restarts, an instance is back in seconds; without it, state is"
                + " rebuilt from Kafka.")
        .define(
            NUM_STREAM_THREADS,
            Type.INT,
            1,
            Range.between(1, 256),
            MEDIUM,
            "Stream threads of one instance; more than its share of partitions stay idle.")
        .define(
            ROCKSDB_MEMORY_BYTES,
            Type.LONG,
            256L * 1024 * 1024,
            Range.atLeast(16L * 1024 * 1024),
            MEDIUM,
            "Off-heap bytes that all state stores of the process share for block cache and write"
                + " buffers.")
        .define(
            HTTP_HOST,
            Type.STRING,
            "127.0.0.1",
            new ConfigDef.NonEmptyString(),
            MEDIUM,
            "Address that the HTTP server listens on. Anything but loopback needs `http.token`.")
        .define(
            HTTP_PORT,
            Type.INT,
            8080,
            Range.between(0, 65_535),
            MEDIUM,
            "Port of the HTTP server; 0 takes a free one.")
        .define(
            HTTP_ADVERTISED_URL,
            Type.STRING,
            null,
            httpUrl(),
            MEDIUM,
            "Where other instances reach this one, `http://host:port`. Default: `http.host` and"
                + " `http.port`.")
        .define(
            HTTP_TOKEN,
            Type.PASSWORD,
            null,
            MEDIUM,
            "Bearer token that writes over HTTP must carry. Without one nothing can be written"
                + " from outside, and the server listens on loopback only. Give it as"
                + " `${env:NAME}` or `${file:PATH:KEY}`.")
        .define(
            SERVICE_HEADERS,
            Type.LIST,
            "producer-service,x-producer-service,service-name",
            ConfigDef.ValidList.anyNonDuplicateValues(true, false),
            MEDIUM,
            "Record headers that may name the producing service; the first present counts.")
        .define(
            VERSION_HEADERS,
            Type.LIST,
            "producer-version,x-producer-version,service-version",
            ConfigDef.ValidList.anyNonDuplicateValues(true, false),
            MEDIUM,
            "Record headers that may name the producing service's version; the first present"
                + " counts.")
        .define(
            TOPIC_PRODUCERS,
            Type.LIST,
            "",
            topicProducers(),
            LOW,
            "`topic=service` pairs: the producer to assume for a topic whose records and contract"
                + " name none (confidence MEDIUM).");
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
