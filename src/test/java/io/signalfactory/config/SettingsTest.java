package io.signalfactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  /** As long as a secret must be. */
  private static final String SECRET = "s3cret-0123456789";

  @TempDir Path folder;

  @Test
  void refusesAnUnknownKeyWithItsFileAndTheNearestKnownOne() throws IOException {
    Path file = write("comit.interval.ms=5");

    assertThatThrownBy(() -> Settings.load(file, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("'comit.interval.ms'")
        .hasMessageContaining("did you mean 'commit.interval.ms'?");
  }

  @ParameterizedTest
  @CsvSource({
    "security.protocol, kafka.security.protocol",
    "num.standby.replicas, streams.num.standby.replicas",
    "linger.ms, producer.linger.ms",
    "max.poll.records, consumer.max.poll.records"
  })
  void namesTheMissingPrefixOfAKeyOfKafka(String key, String expected) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, "1")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean '" + expected + "'?");
  }

  @Test
  void suggestsNothingForAKeyThatResemblesNone() {
    assertThatThrownBy(() -> Settings.of(Map.of("zzzzzz", "1")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("'zzzzzz'")
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void overridesReplaceTheFileAndTheFileReplacesTheDefaults() throws IOException {
    Path file = write("http.port=1111\nnum.stream.threads=3");

    Settings settings = Settings.load(file, Map.of("http.port", "2222"));

    assertThat(settings.httpPort()).isEqualTo(2222);
    assertThat(settings.numStreamThreads()).isEqualTo(3);
    assertThat(settings.commitIntervalMs()).isEqualTo(1000);
  }

  @Test
  void looksForTheProducerUnderItsOwnHeadersFirstAndUnderTheOlderNamesAfterThem() {
    Settings settings = Settings.of(Map.of());

    assertThat(settings.serviceHeaders())
        .containsExactly(
            "x-obs-producer-service", "producer-service", "x-producer-service", "service-name");
    assertThat(settings.versionHeaders())
        .containsExactly(
            "x-obs-producer-version", "producer-version", "x-producer-version", "service-version");
  }

  @Test
  void resolvesTheEnvironmentAndOtherFiles() throws IOException {
    Path secrets = folder.resolve("secrets.properties");
    Files.writeString(secrets, "token=" + SECRET + "\n");
    Path file =
        write(
            "bootstrap.servers=${env:BROKERS}\nhttp.read.tokens=me:${file:" + secrets + ":token}");

    Settings settings = Settings.load(file, Map.of(), Map.of("BROKERS", "a:1,b:2"));

    assertThat(settings.bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(settings.httpTokens().get().read())
        .containsExactly(new NamedSecret("me", new Password(SECRET)));
  }

  @Test
  void refusesAReferenceToAMissingVariable() throws IOException {
    Path file = write("bootstrap.servers=${env:NOT_SET_ANYWHERE}");

    assertThatThrownBy(() -> Settings.load(file, Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("bootstrap.servers refers to ${env:NOT_SET_ANYWHERE}")
        .hasMessageContaining("set the environment variable");
  }

  @Test
  void refusesAReferenceToAMissingKeyOfAFile() throws IOException {
    Path secrets = folder.resolve("secrets.properties");
    Files.writeString(secrets, "other=1\n");
    Path file = write("http.read.tokens=me:${file:" + secrets + ":token}");

    assertThatThrownBy(() -> Settings.load(file, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("add the key to that file");
  }

  @Test
  void refusesAReferenceToAMissingFile() throws IOException {
    Path file = write("http.read.tokens=me:${file:" + folder.resolve("nowhere") + ":token}");

    assertThatThrownBy(() -> Settings.load(file, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void refusesAProviderThatDoesNotExist() {
    assertThatThrownBy(() -> Settings.of(Map.of("http.read.tokens", "${vault:a:b}")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("${vault:a:b}")
        .hasMessageContaining("${env:NAME}");
  }

  @Test
  void printsNoSecret() {
    Settings settings =
        Settings.of(
            Map.of(
                "http.read.tokens",
                "me:" + SECRET,
                "kafka.sasl.jaas.config",
                "x password=\"" + SECRET + "\";"));

    assertThat(settings.toString()).doesNotContain(SECRET);
    assertThat(settings.httpTokens().get().toString()).contains("me").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void refusesToListenBeyondLoopbackUnlessItIsSaidWhoMayRead(String host) {
    assertThatThrownBy(
            () -> Settings.of(Map.of("http.host", host, "http.write.tokens", "me:" + SECRET)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("set http.read.tokens")
        .hasMessageContaining("http.read.public=true");
  }

  @Test
  void listensBeyondLoopbackWithAReadTokenOrIfReadsArePublic() {
    Settings token =
        Settings.of(Map.of("http.host", "0.0.0.0", "http.read.tokens", "me:" + SECRET));
    Settings open = Settings.of(Map.of("http.host", "0.0.0.0", "http.read.public", "true"));

    assertThat(token.httpHost()).isEqualTo("0.0.0.0");
    assertThat(token.httpReadsArePublic()).isFalse();
    assertThat(open.httpHost()).isEqualTo("0.0.0.0");
    assertThat(open.httpReadsArePublic()).isTrue();
  }

  @Test
  void refusesAHostThatIsUnknown() {
    assertThatThrownBy(() -> Settings.of(Map.of("http.host", "[::none]")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("http.host: this machine cannot resolve the name [::none]");
  }

  @Test
  void refusesToBeReachedByOtherInstancesBeyondLoopbackWithoutAPeerToken() {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("http.host", "0.0.0.0");
    overrides.put("http.read.tokens", "me:" + SECRET);
    overrides.put("http.advertised.url", "http://10.0.0.7:8081");

    assertThatThrownBy(() -> Settings.of(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("http://10.0.0.7:8081")
        .hasMessageContaining("set http.peer.tokens");
  }

  @Test
  void saysWhatReplacesAKeyOfAnEarlierVersion() {
    assertThatThrownBy(() -> Settings.of(Map.of("http.token", SECRET)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("'http.token' is no longer a key")
        .hasMessageContaining("http.read.tokens")
        .hasMessageContaining("http.write.tokens")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nameless-secret-0123456789|entry 1 is not name:secret",
        "a:0123456789abcdef,|entry 2 is not name:secret",
        "a:0123456789abcdef,b:with a space 0123456|entry 2 is not name:secret",
        "a b:0123456789abcdef|entry 1 is not name:secret",
        "a:tooshort0123456|the secret of a has fewer than 16 characters"
      })
  void refusesATokenThatIsMalformedAndDoesNotRepeatIt(String value, String message) {
    assertThatThrownBy(() -> Settings.of(Map.of("http.write.tokens", value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("http.write.tokens")
        .hasMessageContaining(message)
        .hasMessageNotContaining("0123456");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.tls.key=k.pem|set http.tls.certificate as well",
        "http.tls.clients=required|set http.tls.certificate as well",
        "http.tls.certificate=c.pem http.tls.clients=required|set http.tls.trust",
        "http.tls.certificate=c.pem http.tls.peer.names=a.example|set http.tls.clients to optional",
        "http.tls.certificate=c.pem http.tls.clients=maybe|http.tls.clients",
        "http.tls.certificate=c.pem http.advertised.url=http://a:1|write https://",
        "http.advertised.url=https://a:1|write http://"
      })
  void refusesTlsThatDoesNotFitTogether(String pairs, String message) {
    // given
    Map<String, String> overrides = new HashMap<>();
    for (String pair : pairs.split(" ", -1)) {
      overrides.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }

    // when / then
    assertThatThrownBy(() -> Settings.of(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesASecretOfTwoKinds() {
    Map<String, String> overrides =
        Map.of("http.read.tokens", "a:" + SECRET, "http.write.tokens", "b:" + SECRET);

    assertThatThrownBy(() -> Settings.of(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("use a secret for one kind only")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
  void listensOnLoopbackWithoutAToken(String host) {
    assertThat(Settings.of(Map.of("http.host", host)).httpHost()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {".+", "signal_factory\\..*", ".*evidence"})
  void refusesToObserveItsOwnTopics(String pattern) {
    assertThatThrownBy(() -> Settings.of(Map.of("raw.topic.pattern", pattern)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("raw.topic.pattern matches signal_factory.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port|eighty",
        "http.port|70000",
        "bootstrap.servers|localhost",
        "bootstrap.servers|http://localhost:9092",
        "bootstrap.servers|localhost:99999",
        "raw.topic.pattern|raw(",
        "topic.prefix|a b",
        "processing.guarantee|exactly_once",
        "topics.replication.factor|0",
        "identity.topic.producers|raw.orders.events",
        "http.advertised.url|10.0.0.7:8080",
        "http.base.path|signals",
        "http.base.path|/signals/",
        "trace.url.template|https://traces.example.com/",
        "trace.url.template|javascript:alert({trace_id})",
        "http.management.port|-1",
        "http.read.public|maybe"
      })
  void refusesAWrongValueWithItsKey(String key, String value) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "streams.application.id, set application.id",
    "streams.group.protocol, classic",
    "consumer.bootstrap.servers, set bootstrap.servers"
  })
  void refusesAClientsKeyThatTheApplicationSets(String key, String remedy) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, "x")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(remedy);
  }

  @Test
  void readsTheProducersOfTopics() {
    Settings settings =
        Settings.of(Map.of("identity.topic.producers", "raw.a=svc-a, raw.b = svc-b"));

    assertThat(settings.topicProducers())
        .containsExactlyInAnyOrderEntriesOf(Map.of("raw.a", "svc-a", "raw.b", "svc-b"));
  }

  @Test
  void passesPrefixedKeysToTheClientsAfterTheDefaults() {
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.client.dns.lookup", "use_all_dns_ips",
                "streams.num.standby.replicas", "1",
                "producer.compression.type", "zstd",
                "consumer.max.poll.records", "7",
                "admin.retries", "9"));

    assertThat(settings.streamsProperties())
        .containsEntry("client.dns.lookup", "use_all_dns_ips")
        .containsEntry("num.standby.replicas", "1")
        .containsEntry("producer.compression.type", "zstd")
        .containsEntry("consumer.max.poll.records", "7")
        .containsEntry("admin.retries", "9");
    assertThat(settings.producerProperties())
        .containsEntry("client.dns.lookup", "use_all_dns_ips")
        .containsEntry("compression.type", "zstd")
        .doesNotContainKey("max.poll.records");
    assertThat(settings.consumerProperties()).containsEntry("max.poll.records", "7");
    assertThat(settings.adminProperties()).containsEntry("retries", "9");
  }

  @Test
  void createsInternalTopicsAndRestoresWithShortWaits() {
    StreamsConfig streams = new StreamsConfig(Settings.of(Map.of()).streamsProperties());

    assertThat(streams.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("retry.backoff.ms", 10L);
    assertThat(streams.getRestoreConsumerConfigs("client")).containsEntry("fetch.max.wait.ms", 100);
    assertThat(streams.getProducerConfigs("client")).containsEntry("retry.backoff.ms", 20L);
  }

  @Test
  void noClientPushesItsMetricsToTheBrokers() {
    Settings settings = Settings.of(Map.of());

    StreamsConfig streams = new StreamsConfig(settings.streamsProperties());

    assertThat(streams.getBoolean("enable.metrics.push")).isFalse();
    assertThat(streams.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("enable.metrics.push", false);
    assertThat(settings.adminProperties()).containsEntry("enable.metrics.push", false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "streams"})
  void clientsPushTheirMetricsIfTheUserAsksForIt(String prefix) {
    Settings settings = Settings.of(Map.of(prefix + ".enable.metrics.push", "true"));

    StreamsConfig streams = new StreamsConfig(settings.streamsProperties());

    assertThat(streams.getBoolean("enable.metrics.push")).isTrue();
    assertThat(streams.getMainConsumerConfigs("group", "client", 0).get("enable.metrics.push"))
        .hasToString("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "streams.main.consumer", "admin"})
  void someClientsPushTheirMetricsIfTheUserAsksForThem(String prefix) {
    Settings settings = Settings.of(Map.of(prefix + ".enable.metrics.push", "true"));

    StreamsConfig streams = new StreamsConfig(settings.streamsProperties());

    assertThat(streams.getBoolean("enable.metrics.push")).isFalse();
    assertThat(streams.originals())
        .containsEntry(prefix.replace("streams.", "") + ".enable.metrics.push", true);
  }

  @Test
  void refusesAPushOfMetricsThatIsNeitherTrueNorFalse() {
    Settings settings = Settings.of(Map.of("consumer.enable.metrics.push", "maybe"));

    assertThatThrownBy(settings::streamsProperties)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("consumer.enable.metrics.push")
        .hasMessageContaining("either true or false");
  }

  @Test
  void readsRawTopicsWithTheReceiveBufferOfTheSystem() {
    StreamsConfig streams = new StreamsConfig(Settings.of(Map.of()).streamsProperties());

    assertThat(streams.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("receive.buffer.bytes", -1);
  }

  @Test
  void readsMoreRecordsPerPollThanByDefault() {
    StreamsConfig streams = new StreamsConfig(Settings.of(Map.of()).streamsProperties());

    assertThat(streams.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("max.poll.records", 2_500);
  }

  @Test
  void fetchesMorePerPartitionThanByDefault() {
    StreamsConfig streams = new StreamsConfig(Settings.of(Map.of()).streamsProperties());

    assertThat(streams.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("max.partition.fetch.bytes", 4 * 1024 * 1024);
  }

  @ParameterizedTest
  @CsvSource({"consumer", "kafka"})
  void aKeyForAllConsumersReplacesTheDefaultOfEach(String prefix) {
    StreamsConfig streams =
        new StreamsConfig(
            Settings.of(
                    Map.of(
                        prefix + ".retry.backoff.ms", "70",
                        prefix + ".fetch.max.wait.ms", "700",
                        prefix + ".receive.buffer.bytes", "70000",
                        prefix + ".max.poll.records", "700",
                        prefix + ".max.partition.fetch.bytes", "700000"))
                .streamsProperties());

    assertThat(streams.getMainConsumerConfigs("group", "client", 0).get("retry.backoff.ms"))
        .hasToString("70");
    assertThat(streams.getMainConsumerConfigs("group", "client", 0).get("receive.buffer.bytes"))
        .hasToString("70000");
    assertThat(streams.getMainConsumerConfigs("group", "client", 0).get("max.poll.records"))
        .hasToString("700");
    assertThat(
            streams.getMainConsumerConfigs("group", "client", 0).get("max.partition.fetch.bytes"))
        .hasToString("700000");
    assertThat(streams.getRestoreConsumerConfigs("client").get("fetch.max.wait.ms"))
        .hasToString("700");
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer", "kafka"})
  void aKeyForAllProducersReplacesTheDefaultOfStreams(String prefix) {
    Settings settings = Settings.of(Map.of(prefix + ".retry.backoff.ms", "70"));

    Map<String, Object> producer =
        new StreamsConfig(settings.streamsProperties()).getProducerConfigs("client");

    assertThat(producer.get("retry.backoff.ms")).hasToString("70");
  }

  @ParameterizedTest
  @CsvSource({"exactly_once_v2, 1000, 10000", "exactly_once_v2, 30000, 150000"})
  void kafkaStreamsAcceptsTheTransactionTimeout(String guarantee, String commit, int expected) {
    Settings settings =
        Settings.of(Map.of("processing.guarantee", guarantee, "commit.interval.ms", commit));

    Map<String, Object> producer =
        new StreamsConfig(settings.streamsProperties()).getProducerConfigs("test");

    assertThat(producer).containsEntry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
  void readsCommittedRecordsOnlyUnderEitherGuarantee(String guarantee) {
    Settings settings = Settings.of(Map.of("processing.guarantee", guarantee));

    Map<String, Object> consumer =
        new StreamsConfig(settings.streamsProperties()).getMainConsumerConfigs("g", "c", 0);

    assertThat(consumer.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG)).hasToString("read_committed");
  }

  @Test
  void otherInstancesFindThisOneAtItsAdvertisedUrl() {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("http.host", "0.0.0.0");
    overrides.put("http.read.tokens", "me:" + SECRET);
    overrides.put("http.peer.tokens", "instances:another" + SECRET);

    assertThat(Settings.of(overrides).streamsProperties()).doesNotContainKey("application.server");
    overrides.put("http.advertised.url", "http://10.0.0.7:8081");
    assertThat(Settings.of(overrides).streamsProperties())
        .containsEntry("application.server", "10.0.0.7:8081");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "production", "msk"})
  void theExamplesInConfigAreValid(String name) {
    Map<String, String> environment =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
            "SIGNAL_FACTORY_READ_TOKEN", "read" + SECRET,
            "SIGNAL_FACTORY_WRITE_TOKEN", "write" + SECRET,
            "SIGNAL_FACTORY_PEER_TOKEN", "peer" + SECRET,
            "HOSTNAME", "host");

    Settings settings =
        Settings.load(Path.of("config", name + ".properties"), Map.of(), environment);

    assertThat(settings.rawTopicPattern().matcher("raw.orders.events").matches()).isTrue();
    assertThat(new StreamsConfig(settings.streamsProperties())).isNotNull();
  }

  @Test
  void theDocumentationInTheRepositoryIsUpToDate() {
    Path committed = Path.of("docs", "configuration.md");

    assertThat(committed)
        .as("generate it again: ./signal-factory docs configuration > docs/configuration.md")
        .hasContent(Settings.documentation());
  }

  @Test
  void namesTheClientsTheSameAtEveryStartAndDifferentlyOnEachPort() {
    // given
    Map<String, String> first = Map.of("application.id", "watch", "http.port", "8081");
    Map<String, String> second = Map.of("application.id", "watch", "http.port", "8082");

    // when / then
    assertThat(clientId(first)).isEqualTo("watch-8081").isEqualTo(clientId(first));
    assertThat(clientId(second)).isEqualTo("watch-8082");
    assertThat(clientId(Map.of("application.id", "watch", "http.port", "0"))).isEqualTo("watch");
  }

  @Test
  void keepsANameOfTheClientsThatIsSet() {
    assertThat(clientId(Map.of("streams.client.id", "mine"))).isEqualTo("mine");
    assertThat(clientId(Map.of("kafka.client.id", "ours"))).isEqualTo("ours");
  }

  private static String clientId(Map<String, String> settings) {
    return new StreamsConfig(Settings.of(settings).streamsProperties())
        .getString(StreamsConfig.CLIENT_ID_CONFIG);
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("test.properties");
    Files.writeString(file, text);
    return file;
  }
}
