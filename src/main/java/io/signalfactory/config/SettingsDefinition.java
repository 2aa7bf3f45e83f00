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
  static final String HTTP_TOKEN = "http.token";
  static final String SERVICE_HEADERS = "identity.service.headers";
  static final String VERSION_HEADERS = "identity.version.headers";
  static final String TOPIC_PRODUCERS = "identity.topic.producers";

  private static final Pattern TOPIC_CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]+");
  // Kafka allows 249 characters. The longest name that we append is much shorter than the rest.
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
                + " `http.token`.")
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
            HTTP_TOKEN,
            Type.PASSWORD,
            null,
            MEDIUM,
            "The bearer token that an HTTP call must send to change something. Without a token,"
                + " nothing can be changed from outside, and the server listens on loopback only."
                + " Set it with `${env:NAME}` or `${file:PATH:KEY}`.")
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
                + " contract names one (confidence MEDIUM).");
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
