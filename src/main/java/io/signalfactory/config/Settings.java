package io.signalfactory.config;

import io.signalfactory.text.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one process, checked as a whole. Immutable and thread-safe.
 *
 * <p>The keys are documented in {@code docs/configuration.md}. Keys with one of the prefixes {@code
 * kafka.}, {@code streams.}, {@code producer.}, {@code consumer.} and {@code admin.} are passed to
 * Kafka's clients.
 */
public final class Settings {

  private final AbstractConfig config;
  private final ClientProperties clients;

  private Settings(AbstractConfig config, Map<String, String> passedThrough) {
    this.config = config;
    this.clients = new ClientProperties(this, passedThrough);
  }

  /**
   * Reads a properties file (UTF-8).
   *
   * @param overrides values by key that replace those of the file
   * @throws SettingsException if the file cannot be read, a key is unknown or a value is wrong
   */
  public static Settings load(Path file, Map<String, String> overrides) {
    return load(file, overrides, System.getenv());
  }

  /**
   * The built-in defaults.
   *
   * @param overrides values by key that replace the defaults
   * @throws SettingsException if a key is unknown or a value is wrong
   */
  public static Settings of(Map<String, String> overrides) {
    return parse("settings", Map.of(), overrides, System.getenv());
  }

  static Settings load(Path file, Map<String, String> overrides, Map<String, String> environment) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new SettingsException(
          file + ": no such file: name an existing one with --config FILE", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(file + ": cannot be read as properties: " + e.getMessage(), e);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k).strip()));
    return parse(file.toString(), values, overrides, environment);
  }

  private static Settings parse(
      String place,
      Map<String, String> fromFile,
      Map<String, String> overrides,
      Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>(fromFile);
    values.putAll(overrides);
    ConfigDef definition = SettingsDefinition.create();
    Map<String, String> own = new TreeMap<>();
    Map<String, String> passedThrough = new TreeMap<>();
    new References(environment)
        .resolve(values, place)
        .forEach(
            (key, value) -> {
              if (definition.names().contains(key)) {
                own.put(key, value);
              } else if (ClientProperties.isPassedThrough(key)) {
                passedThrough.put(key, value);
              } else {
                throw unknown(place, key, definition);
              }
            });
    try {
      Settings settings = new Settings(new AbstractConfig(definition, own, false), passedThrough);
      settings.check(place, passedThrough);
      return settings;
    } catch (ConfigException e) {
      throw new SettingsException(place + ": " + e.getMessage(), e);
    }
  }

  private static SettingsException unknown(String place, String key, ConfigDef definition) {
    Optional<String> nearest =
        ClientProperties.prefixedFormOf(key)
            .or(
                () ->
                    Nearest.of(
                        key,
                        new TreeSet<>(definition.names()),
                        // Keys are several words long, and a whole word may be missing.
                        Math.max(2, key.length() / 2)));
    return new SettingsException(
        place
            + ": unknown key '"
            + key
            + "'"
            + nearest.map(name -> ": did you mean '" + name + "'?").orElse(".")
            + " All keys are in docs/configuration.md.");
  }

  private void check(String place, Map<String, String> passedThrough) {
    for (String key : passedThrough.keySet()) {
      ClientProperties.ownKeyOf(key)
          .ifPresent(
              own -> {
                throw new SettingsException(
                    place + ": '" + key + "' is set by the application itself: " + own);
              });
    }
    if (httpToken().isPresent() && httpToken().orElseThrow().value().isBlank()) {
      throw new SettingsException(
          place + ": http.token is empty: give it a value or remove the key");
    }
    if (httpToken().isEmpty() && !isLoopback(place, httpHost())) {
      throw new SettingsException(
          place
              + ": http.host is "
              + httpHost()
              + ", which others can reach, but there is no http.token: set http.token (for example"
              + " ${env:SIGNAL_FACTORY_TOKEN}) or http.host=127.0.0.1");
    }
    for (String topic : ownTopics()) {
      if (rawTopicPattern().matcher(topic).matches()) {
        throw new SettingsException(
            place
                + ": raw.topic.pattern matches "
                + topic
                + ": the application would observe its own output; make the pattern narrower");
      }
    }
  }

  private static boolean isLoopback(String place, String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new SettingsException(
          place + ": http.host: this machine cannot resolve the name " + host, e);
    }
  }

  /** The application's name in Kafka; instances with the same one share the work. */
  public String applicationId() {
    return config.getString(SettingsDefinition.APPLICATION_ID);
  }

  /** The Kafka cluster, {@code host:port} separated by commas. */
  public String bootstrapServers() {
    return String.join(",", config.getList(SettingsDefinition.BOOTSTRAP_SERVERS));
  }

  /** Matches the whole name of every topic that is observed. */
  public Pattern rawTopicPattern() {
    return Pattern.compile(config.getString(SettingsDefinition.RAW_TOPIC_PATTERN));
  }

  private String topicPrefix() {
    return config.getString(SettingsDefinition.TOPIC_PREFIX);
  }

  /** The topic with one Evidence for every raw record. */
  public String evidenceTopic() {
    return topic("evidence");
  }

  /** The compacted topic of signal states. */
  public String signalsTopic() {
    return topic("signals");
  }

  /** The topic of breaches: a record for each transition. */
  public String breachesTopic() {
    return topic("breaches");
  }

  /** The compacted topic of contracts in force. */
  public String contractsTopic() {
    return topic("contracts");
  }

  /** The topic of raw records on which our own code failed. */
  public String deadLetterTopic() {
    return topic("dead-letter");
  }

  private String topic(String suffix) {
    return topicPrefix() + suffix;
  }

  private List<String> ownTopics() {
    return List.of(
        evidenceTopic(), signalsTopic(), breachesTopic(), contractsTopic(), deadLetterTopic());
  }

  /** Partitions of the evidence and dead-letter topics, at least 1. */
  int topicsPartitions() {
    return config.getInt(SettingsDefinition.TOPICS_PARTITIONS);
  }

  /** Partitions over which datasets are distributed to be judged, at least 1. */
  public int signalsPartitions() {
    return config.getInt(SettingsDefinition.SIGNALS_PARTITIONS);
  }

  /** Replicas of created topics; -1 for the cluster's default. */
  int topicsReplicationFactor() {
    return config.getInt(SettingsDefinition.TOPICS_REPLICATION_FACTOR);
  }

  /** How often one raw record can have an effect on the topics that are written. */
  ProcessingGuarantee processingGuarantee() {
    String label = config.getString(SettingsDefinition.PROCESSING_GUARANTEE);
    return label.equals(ProcessingGuarantee.EXACTLY_ONCE_V2.label())
        ? ProcessingGuarantee.EXACTLY_ONCE_V2
        : ProcessingGuarantee.AT_LEAST_ONCE;
  }

  /** Milliseconds between commits, 10 to 60,000. */
  public long commitIntervalMs() {
    return config.getLong(SettingsDefinition.COMMIT_INTERVAL_MS);
  }

  /** Folder of the local state. */
  public Path stateDir() {
    return Path.of(config.getString(SettingsDefinition.STATE_DIR));
  }

  /** Bytes that must be free where {@link #stateDir} is, at least 0. */
  public long stateDirMinFreeBytes() {
    return config.getLong(SettingsDefinition.STATE_DIR_MIN_FREE_BYTES);
  }

  /** Stream threads of this process, at least 1. */
  int numStreamThreads() {
    return config.getInt(SettingsDefinition.NUM_STREAM_THREADS);
  }

  /** Bytes outside the Java heap that all state stores share. */
  public long rocksDbMemoryBytes() {
    return config.getLong(SettingsDefinition.ROCKSDB_MEMORY_BYTES);
  }

  /** Address that the HTTP server listens on; loopback unless there is a token. */
  public String httpHost() {
    return config.getString(SettingsDefinition.HTTP_HOST);
  }

  /** Port of the HTTP server, 0 for a free one. */
  public int httpPort() {
    return config.getInt(SettingsDefinition.HTTP_PORT);
  }

  /** The configured address under which other instances reach this one. */
  public Optional<URI> httpAdvertisedUrl() {
    return Optional.ofNullable(config.getString(SettingsDefinition.HTTP_ADVERTISED_URL))
        .map(URI::create);
  }

  /** The token that an HTTP call must send to change something; its {@code toString} hides it. */
  Optional<Password> httpToken() {
    @Nullable Password token = config.getPassword(SettingsDefinition.HTTP_TOKEN);
    return Optional.ofNullable(token);
  }

  /** Headers that can contain the producing service; the first one that is present is used. */
  public List<String> serviceHeaders() {
    return config.getList(SettingsDefinition.SERVICE_HEADERS);
  }

  /** Headers that can contain the service's version; the first one that is present is used. */
  public List<String> versionHeaders() {
    return config.getList(SettingsDefinition.VERSION_HEADERS);
  }

  /** The producer to assume if nothing else names one, by topic. */
  public Map<String, String> topicProducers() {
    Map<String, String> producers = new LinkedHashMap<>();
    for (String pair : config.getList(SettingsDefinition.TOPIC_PRODUCERS)) {
      int equals = pair.indexOf('=');
      producers.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return Map.copyOf(producers);
  }

  /** Configuration of the stream application. */
  public Map<String, Object> streamsProperties() {
    return clients.streams();
  }

  /** Configuration of a producer of byte arrays that waits for all acknowledgements. */
  public Map<String, Object> producerProperties() {
    return clients.producer();
  }

  /** Configuration of a consumer of byte arrays without a group; it reads committed records. */
  public Map<String, Object> consumerProperties() {
    return clients.consumer();
  }

  /** Configuration of an admin client. */
  public Map<String, Object> adminProperties() {
    return clients.admin();
  }

  /** The content of {@code docs/configuration.md}, generated from the declared keys. */
  public static String documentation() {
    return SettingsDocumentation.markdown(SettingsDefinition.create());
  }

  /** Names the application and the cluster; contains no secret. */
  @Override
  public String toString() {
    return applicationId() + " at " + bootstrapServers();
  }
}
