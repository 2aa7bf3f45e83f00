package io.signalfactory.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/** Turns settings into the configuration of Kafka's clients: our defaults, then the user's keys. */
final class ClientProperties {

  // Kafka's constant is deprecated: the key goes when its value becomes the default.
  private static final String GLOBAL_EXCEPTION_HANDLER =
      "processing.exception.handler.global.enabled";

  /** The prefix for all clients. */
  private static final String KAFKA = "kafka.";

  private static final String STREAMS = "streams.";
  private static final String PRODUCER = "producer.";
  private static final String CONSUMER = "consumer.";
  private static final String ADMIN = "admin.";
  private static final List<String> PREFIXES = List.of(KAFKA, STREAMS, PRODUCER, CONSUMER, ADMIN);

  /** Bytes of the largest record that we write: the dead letter of a raw record of 8 MiB. */
  static final int MAX_RECORD_BYTES = 10 * 1024 * 1024;

  private static final String PUSH = CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG;

  private static final long TOPIC_CREATION_BACKOFF_MS = 10;

  /** Kafka itself waits this long while a transaction is still being completed. */
  private static final long COORDINATOR_BACKOFF_MS = 20;

  private static final int RESTORE_FETCH_WAIT_MS = 100;

  /** The operating system chooses the size, and enlarges it when much arrives. */
  private static final int SYSTEM_RECEIVE_BUFFER = -1;

  private static final int RECORDS_PER_POLL = 2_500;
  private static final int FETCH_BYTES_PER_PARTITION = 4 * 1024 * 1024;
  private static final int BATCH_BYTES = 64 * 1024;
  private static final int SHORTEST_TRANSACTION_TIMEOUT_MS = 10_000;
  private static final int COMMITS_PER_TRANSACTION_TIMEOUT = 5;

  /** Keys of Kafka Streams that the application sets itself, and what to do instead. */
  private static final Map<String, String> SET_BY_US =
      Map.ofEntries(
          setByUs(StreamsConfig.APPLICATION_ID_CONFIG, SettingsDefinition.APPLICATION_ID),
          setByUs(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, SettingsDefinition.BOOTSTRAP_SERVERS),
          setByUs(
              StreamsConfig.PROCESSING_GUARANTEE_CONFIG, SettingsDefinition.PROCESSING_GUARANTEE),
          setByUs(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, SettingsDefinition.COMMIT_INTERVAL_MS),
          setByUs(StreamsConfig.STATE_DIR_CONFIG, SettingsDefinition.STATE_DIR),
          setByUs(StreamsConfig.NUM_STREAM_THREADS_CONFIG, SettingsDefinition.NUM_STREAM_THREADS),
          setByUs(
              StreamsConfig.REPLICATION_FACTOR_CONFIG,
              SettingsDefinition.TOPICS_REPLICATION_FACTOR),
          setByUs(StreamsConfig.APPLICATION_SERVER_CONFIG, SettingsDefinition.HTTP_ADVERTISED_URL),
          Map.entry(
              StreamsConfig.GROUP_PROTOCOL_CONFIG,
              "only the classic protocol has pattern subscriptions, so remove it"),
          Map.entry(
              StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
              "names must stay stable across upgrades, so remove it"));

  private final Settings settings;
  private final Map<String, String> passedThrough;

  ClientProperties(Settings settings, Map<String, String> passedThrough) {
    this.settings = settings;
    this.passedThrough = Map.copyOf(passedThrough);
  }

  static boolean isPassedThrough(String key) {
    return PREFIXES.stream().anyMatch(p -> key.startsWith(p) && key.length() > p.length());
  }

  /** What to do instead of setting a passed-through key; empty if it may be set. */
  static Optional<String> ownKeyOf(String key) {
    if (key.startsWith(STREAMS)) {
      return Optional.ofNullable(SET_BY_US.get(key.substring(STREAMS.length())));
    }
    boolean bootstrap =
        PREFIXES.stream().anyMatch(p -> key.equals(p + StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
    return bootstrap
        ? Optional.of("set " + SettingsDefinition.BOOTSTRAP_SERVERS)
        : Optional.empty();
  }

  /** The key with the prefix that it needs; empty if {@code key} is not one of Kafka's. */
  static Optional<String> prefixedFormOf(String key) {
    boolean producer = ProducerConfig.configNames().contains(key);
    boolean consumer = ConsumerConfig.configNames().contains(key);
    boolean admin = AdminClientConfig.configNames().contains(key);
    if (admin && producer && consumer) {
      return Optional.of(KAFKA + key);
    }
    if (StreamsConfig.configDef().names().contains(key)) {
      return Optional.of(STREAMS + key);
    }
    if (producer) {
      return Optional.of(PRODUCER + key);
    }
    return consumer ? Optional.of(CONSUMER + key) : Optional.empty();
  }

  /** The port tells apart several instances on one machine. */
  private String clientId() {
    return settings.httpPort() == 0
        ? settings.applicationId()
        : settings.applicationId() + "-" + settings.httpPort();
  }

  Map<String, Object> streams() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.processingGuarantee().label());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitIntervalMs());
    // By default it contains a random part, so that every start would begin new series of metrics.
    properties.put(StreamsConfig.CLIENT_ID_CONFIG, clientId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toAbsolutePath().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.numStreamThreads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.topicsReplicationFactor());
    // The streams protocol of Kafka 4.3 has neither pattern subscriptions nor static members.
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // A name that Kafka Streams generates could change with the topology, and state would be lost.
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // This will be the default of Kafka 5; until then Kafka Streams warns at every start.
    properties.put(GLOBAL_EXCEPTION_HANDLER, true);
    // The assignor sees the properties of its consumer only, and warns by them.
    properties.put(StreamsConfig.mainConsumerPrefix(GLOBAL_EXCEPTION_HANDLER), true);
    // A standby that has caught up takes over within one minute instead of ten.
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
    // Every raw partition has its own watermark, so records of different partitions may be read in
    // any order. By default Kafka Streams looks at every partition of a task before each record,
    // and waits while one of them has more to fetch.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    // At the first start Kafka Streams creates eleven internal topics, about one per backoff. Kafka
    // doubles the backoff after each failure, so a broker that is down is not asked more often.
    putUnlessSet(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG),
        TOPIC_CREATION_BACKOFF_MS);
    // A producer waits this long between finding its coordinator and asking it, and the stream
    // thread waits too: before its first task, and again at its first commit.
    putUnlessSet(
        properties,
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
        COORDINATOR_BACKOFF_MS);
    // Clients can push their metrics to the brokers. They would rename thousands of metrics at each
    // start and rebalance, and most of them are at /metrics anyway.
    properties.put(PUSH, false);
    // A store with an empty changelog counts as restored after a fetch without records, which a
    // broker delays by half a second by default.
    putUnlessSet(
        properties,
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_FETCH_WAIT_MS);
    // With Kafka's default of 64 KiB one fetch takes hundreds of reads, and at each of them the
    // consumer looks at all of its partitions.
    putUnlessSet(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG),
        SYSTEM_RECEIVE_BUFFER);
    // At each poll it looks at all of its partitions, too.
    putUnlessSet(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        RECORDS_PER_POLL);
    // The consumer fetches again only when everything from the last fetch is used up. With few
    // partitions, Kafka's default of 1 MiB each is used up soon. fetch.max.bytes limits the sum.
    putUnlessSet(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        FETCH_BYTES_PER_PARTITION);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_RECORD_BYTES);
    // A minute with many partitions and causes can be larger than Kafka's default of 1 MiB.
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(MAX_RECORD_BYTES));
    // By default a batch has 16 KiB and is full after a few dozen Evidence, and each batch costs
    // buffers and a request.
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    // Evidence is JSON with much repetition, so it compresses well.
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    if (settings.processingGuarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2) {
      properties.put(
          StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
          transactionTimeoutMs());
    } else {
      // Records of an aborted transaction are not events.
      properties.put(
          StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    }
    applicationServer()
        .ifPresent(server -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server));
    // Kafka Streams passes keys without a prefix to all its clients; it has the other prefixes too.
    properties.putAll(unprefixed(KAFKA));
    passedThrough.forEach(
        (key, value) -> {
          if (key.startsWith(PRODUCER) || key.startsWith(CONSUMER) || key.startsWith(ADMIN)) {
            properties.put(key, value);
          }
        });
    properties.putAll(unprefixed(STREAMS));
    // Kafka Streams 4.3 compares these before it parses them, and cannot cast text to a boolean.
    properties.replaceAll(
        (key, value) ->
            key.endsWith(PUSH) ? ConfigDef.parseType(key, value, ConfigDef.Type.BOOLEAN) : value);
    return properties;
  }

  /** Sets a key of one client, unless the user set it for all clients or for that kind. */
  private void putUnlessSet(Map<String, Object> properties, String ofOneClient, Object value) {
    String kind = ofOneClient.contains(CONSUMER) ? CONSUMER : PRODUCER;
    String key = ofOneClient.substring(ofOneClient.indexOf(kind) + kind.length());
    if (!passedThrough.containsKey(kind + key) && !passedThrough.containsKey(KAFKA + key)) {
      properties.put(ofOneClient, value);
    }
  }

  Map<String, Object> producer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return complete(properties, PRODUCER);
  }

  Map<String, Object> consumer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return complete(properties, CONSUMER);
  }

  Map<String, Object> admin() {
    return complete(new HashMap<>(), ADMIN);
  }

  private Map<String, Object> complete(Map<String, Object> properties, String prefix) {
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(PUSH, false);
    properties.putAll(unprefixed(KAFKA));
    properties.putAll(unprefixed(prefix));
    return properties;
  }

  private Map<String, Object> unprefixed(String prefix) {
    Map<String, Object> values = new HashMap<>();
    passedThrough.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            values.put(key.substring(prefix.length()), value);
          }
        });
    return values;
  }

  // Kafka Streams refuses a timeout below the commit interval. After an instance is lost, readers
  // of committed records wait for this long.
  private int transactionTimeoutMs() {
    return Math.max(
        SHORTEST_TRANSACTION_TIMEOUT_MS,
        Math.toIntExact(COMMITS_PER_TRANSACTION_TIMEOUT * settings.commitIntervalMs()));
  }

  private Optional<String> applicationServer() {
    return settings.httpReachableUrl().map(url -> url.getHost() + ":" + url.getPort());
  }

  private static Map.Entry<String, String> setByUs(String kafkaKey, String ownKey) {
    return Map.entry(kafkaKey, "set " + ownKey);
  }
}
