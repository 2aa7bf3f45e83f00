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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private final Supplier<HttpTokens> httpTokens;

  private Settings(AbstractConfig config, Map<String, String> passedThrough) {
    this.config = config;
    this.clients = new ClientProperties(this, passedThrough);
    this.httpTokens = readTokens();
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
    @Nullable String instead = SettingsDefinition.insteadOf(key);
    if (instead != null) {
      return new SettingsException(place + ": '" + key + "' is no longer a key: " + instead);
    }
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
    checkTls(place);
    checkAccess(place);
    registries().check(place);
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

  private void checkTls(String place) {
    Optional<HttpTls> tls = httpTls();
    if (tls.isEmpty()) {
      for (String key :
          List.of(
              SettingsDefinition.HTTP_TLS_KEY,
              SettingsDefinition.HTTP_TLS_PASSWORD,
              SettingsDefinition.HTTP_TLS_TRUST,
              SettingsDefinition.HTTP_TLS_CLIENTS,
              SettingsDefinition.HTTP_TLS_PEER_NAMES)) {
        if (config.originals().containsKey(key)) {
          throw new SettingsException(
              place + ": " + key + " has no effect: set http.tls.certificate as well");
        }
      }
    }
    tls.ifPresent(
        some -> {
          boolean asks = some.clients() != HttpTls.Clients.NONE;
          if (asks && some.trust() == null) {
            throw new SettingsException(
                place
                    + ": http.tls.clients is "
                    + some.clients().label()
                    + ": set http.tls.trust to a file with the authorities of their certificates");
          }
          if (!asks && !some.peerNames().isEmpty()) {
            throw new SettingsException(
                place
                    + ": http.tls.peer.names: no certificate is asked for: set http.tls.clients to"
                    + " optional or required");
          }
        });
    String scheme = tls.isPresent() ? "https" : "http";
    httpAdvertisedUrl()
        .filter(url -> !scheme.equals(url.getScheme()))
        .ifPresent(
            url -> {
              throw new SettingsException(
                  place
                      + ": http.advertised.url is "
                      + url
                      + ", but the server speaks "
                      + scheme
                      + ": write "
                      + scheme
                      + "://, or set or remove http.tls.certificate");
            });
  }

  private void checkAccess(String place) {
    HttpTokens tokens = httpTokens().get().requireEachOfOneKind(place);
    if (isLoopback(place, httpHost())) {
      return;
    }
    if (tokens.read().isEmpty() && !httpReadsArePublic()) {
      throw new SettingsException(
          place
              + ": http.host is "
              + httpHost()
              + ", which others can reach, but nothing says who may read: set http.read.tokens (for"
              + " example me:${env:SIGNAL_FACTORY_READ_TOKEN}), http.read.public=true or"
              + " http.host=127.0.0.1");
    }
    if (tokens.peer().isEmpty() && httpPeerNames().isEmpty() && httpAdvertisedUrl().isPresent()) {
      throw new SettingsException(
          place
              + ": other instances reach this one at "
              + httpAdvertisedUrl().orElseThrow()
              + ", so they need a token: set http.peer.tokens (for example"
              + " instances:${env:SIGNAL_FACTORY_PEER_TOKEN}), the same for all instances");
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

  /** The compacted topic of the changes of contracts. */
  public String contractVersionsTopic() {
    return topic("contract-versions");
  }

  /** The compacted topic of deployments. */
  public String deploymentsTopic() {
    return topic("deployments");
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
        evidenceTopic(),
        signalsTopic(),
        breachesTopic(),
        contractsTopic(),
        contractVersionsTopic(),
        deploymentsTopic(),
        deadLetterTopic());
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

  /** Address that the HTTP server listens on; loopback unless it is said who may read. */
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

  /**
   * The address under which other instances reach this one: the one that is configured, or else
   * that of the server. Empty if neither says where that is.
   */
  public Optional<URI> httpReachableUrl() {
    return httpAdvertisedUrl().or(this::serverUrl);
  }

  private Optional<URI> serverUrl() {
    if (httpPort() == 0 || isAnyAddress(httpHost())) {
      return Optional.empty();
    }
    String host = httpHost().contains(":") ? "[" + httpHost() + "]" : httpHost();
    String scheme = httpTls().isPresent() ? "https://" : "http://";
    return Optional.of(URI.create(scheme + host + ":" + httpPort()));
  }

  private static boolean isAnyAddress(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether Kafka Streams writes in transactions. */
  public boolean transactional() {
    return processingGuarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2;
  }

  /** Whether the HTTP server can be reached from this machine only. */
  public boolean httpOnLoopbackOnly() {
    return isLoopback("settings", httpHost());
  }

  /** What is in front of every path, such as {@code /signals}; empty if there is nothing. */
  public String httpBasePath() {
    return config.getString(SettingsDefinition.HTTP_BASE_PATH);
  }

  /** Where a trace can be looked at, with {@code {trace_id}} for its id; empty if nowhere. */
  public String traceUrlTemplate() {
    return config.getString(SettingsDefinition.TRACE_URL_TEMPLATE);
  }

  /** The port for probes and metrics alone, 0 for a free one; empty if there is none. */
  public OptionalInt httpManagementPort() {
    @Nullable Integer port = config.getInt(SettingsDefinition.HTTP_MANAGEMENT_PORT);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** Whether everybody who reaches the HTTP server may read. */
  public boolean httpReadsArePublic() {
    return config.getBoolean(SettingsDefinition.HTTP_READ_PUBLIC);
  }

  /** TLS of the HTTP server, and of its calls to other instances; empty if there is none. */
  public Optional<HttpTls> httpTls() {
    @Nullable String certificate = config.getString(SettingsDefinition.HTTP_TLS_CERTIFICATE);
    @Nullable Password password = config.getPassword(SettingsDefinition.HTTP_TLS_PASSWORD);
    return Optional.ofNullable(certificate)
        .map(
            file ->
                new HttpTls(
                    Path.of(file),
                    path(SettingsDefinition.HTTP_TLS_KEY),
                    password,
                    path(SettingsDefinition.HTTP_TLS_TRUST),
                    HttpTls.Clients.of(config.getString(SettingsDefinition.HTTP_TLS_CLIENTS)),
                    httpPeerNames()));
  }

  private Set<String> httpPeerNames() {
    return config.getList(SettingsDefinition.HTTP_TLS_PEER_NAMES).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private @Nullable Path path(String key) {
    @Nullable String file = config.getString(key);
    return file == null ? null : Path.of(file);
  }

  /** The tokens for HTTP calls, as they are at the moment that one asks. */
  public Supplier<HttpTokens> httpTokens() {
    return httpTokens;
  }

  private Supplier<HttpTokens> readTokens() {
    HttpTokens configured =
        new HttpTokens(
            tokens(SettingsDefinition.HTTP_READ_TOKENS),
            tokens(SettingsDefinition.HTTP_WRITE_TOKENS),
            tokens(SettingsDefinition.HTTP_PEER_TOKENS));
    @Nullable String file = config.getString(SettingsDefinition.HTTP_TOKENS_FILE);
    if (file == null) {
      return () -> configured;
    }
    Path path = Path.of(file);
    return new Reloaded<>(
        List.of(path),
        () -> configured.plus(HttpTokens.load(path)).requireEachOfOneKind(path.toString()));
  }

  private List<NamedSecret> tokens(String key) {
    @Nullable Password value = config.getPassword(key);
    return value == null ? List.of() : NamedSecret.parse(key, value.value());
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

  /** The environment whose deployments count for records of this cluster; empty for all. */
  public Optional<String> deploymentsEnvironment() {
    @Nullable String environment = config.getString(SettingsDefinition.DEPLOYMENTS_ENVIRONMENT);
    return Optional.ofNullable(environment);
  }

  /** The schema registries. */
  public RegistrySettings registries() {
    return new RegistrySettings(config);
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
