package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.live.MemoryLog;
import io.signalfactory.lookback.MemoryEvidence;
import io.signalfactory.query.Address;
import io.signalfactory.query.Holding;
import io.signalfactory.query.Samples;
import io.signalfactory.query.ScriptedPlacement;
import io.signalfactory.sampling.MemorySampler;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers whose instances hold different partitions, each asked for everything. */
class ClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final String NAME = "urn:dp:shop:d%02d";
  private static final int DATASETS = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ScriptedInstance one = new ScriptedInstance();
  private final ScriptedInstance two = new ScriptedInstance();
  private HttpServer first;
  private HttpServer second;
  private Address secondAddress;

  @BeforeEach
  void start() {
    first = server(one);
    second = server(two);
    Address firstAddress = new Address("127.0.0.1", first.port());
    secondAddress = new Address("127.0.0.1", second.port());
    one.placement.advertises(firstAddress);
    two.placement.advertises(secondAddress);
    for (int partition = 0; partition < ScriptedPlacement.PARTITIONS; partition++) {
      boolean isFirst = partition % 2 == 0;
      hold(one, partition, isFirst ? Holding.ACTIVE : Holding.NONE);
      hold(two, partition, isFirst ? Holding.NONE : Holding.ACTIVE);
      one.placement.place(partition, isFirst ? firstAddress : secondAddress);
      two.placement.place(partition, isFirst ? firstAddress : secondAddress);
    }
    for (int number = 0; number < DATASETS; number++) {
      String urn = NAME.formatted(number);
      ScriptedInstance holder = isOfFirst(urn) ? one : two;
      holder.stores.put(Samples.state(urn, Signal.VOLUME, null, State.WARNING));
      holder.stores.put(
          Samples.breach(
              "%02d".formatted(number), urn, Breach.Status.OPEN, Samples.NOW.minusSeconds(number)));
    }
  }

  private static HttpServer server(ScriptedInstance instance) {
    return HttpServer.start(
        ServerFixture.settings(Map.of()),
        instance,
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        InstantSource.fixed(Samples.NOW),
        new MemoryLog(),
        new MemoryEvidence(),
        new MemorySampler(),
        ServerFixture.NO_READERS);
  }

  private static void hold(ScriptedInstance instance, int partition, Holding holding) {
    instance.placement.holds(partition, holding);
  }

  private static boolean isOfFirst(String urn) {
    return ScriptedPlacement.partition(urn) % 2 == 0;
  }

  private static String ofFirst() {
    return anyOf(true);
  }

  private static String ofSecond() {
    return anyOf(false);
  }

  private static String anyOf(boolean isFirst) {
    for (int number = 0; number < DATASETS; number++) {
      if (isOfFirst(NAME.formatted(number)) == isFirst) {
        return NAME.formatted(number);
      }
    }
    throw new AssertionError("all datasets are in the other's partitions");
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  private HttpResponse<String> get(HttpServer server, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    long before = System.nanoTime();
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMISED);
    return response;
  }

  private JsonNode json(HttpServer server, String path) throws Exception {
    HttpResponse<String> response = get(server, path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return ApiDescription.read(response.body());
  }

  private static String detail(HttpResponse<String> response) {
    return ApiDescription.read(response.body()).path("detail").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/volume", "/volume/history"})
  void anyInstanceAnswersAboutADatasetOfAnother(String below) throws Exception {
    // when
    HttpResponse<String> own = get(second, "/api/v1/signals/" + ofSecond() + below);
    HttpResponse<String> others = get(first, "/api/v1/signals/" + ofSecond() + below);

    // then
    assertThat(others.statusCode()).isEqualTo(200);
    assertThat(others.body()).isEqualTo(own.body());
    assertThat(others.headers().firstValue("Signal-Factory-Staleness-Ms")).contains("2000");
    assertThat(others.headers().firstValue("ETag")).isEqualTo(own.headers().firstValue("ETag"));
    assertThat(others.headers().firstValue("Signal-Factory-Holding")).isEmpty();
  }

  @Test
  void whoHasAnAnswerAlreadyIsOnlyToldThatItHolds() throws Exception {
    // given
    String path = "/api/v1/signals/" + ofSecond() + "/volume";
    String tag = get(first, path).headers().firstValue("ETag").orElseThrow();

    // when
    HttpResponse<String> again = get(first, path, "If-None-Match", tag);

    // then
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void whatTheHolderDoesNotHaveIsMissing() throws Exception {
    // when
    HttpResponse<String> consumer =
        get(first, "/api/v1/signals/" + ofSecond() + "/volume?consumer=a%7Cb");
    HttpResponse<String> parameter =
        get(first, "/api/v1/signals/" + ofSecond() + "/volume?consumers=x");

    // then
    assertThat(consumer.statusCode()).isEqualTo(404);
    assertThat(detail(consumer)).contains("'a|b'");
    assertThat(ApiDescription.read(consumer.body()).path("instance").asText())
        .isEqualTo("/api/v1/signals/" + ofSecond() + "/volume");
    assertThat(parameter.statusCode()).isEqualTo(400);
  }

  @Test
  void listsAreGatheredFromAllInstances() throws Exception {
    // when
    JsonNode datasets = json(first, "/api/v1/datasets");
    JsonNode states = json(second, "/api/v1/signals?state=WARNING");
    JsonNode breaches = json(first, "/api/v1/breaches");

    // then
    assertThat(datasets.findValuesAsText("dataset_urn"))
        .hasSizeGreaterThanOrEqualTo(DATASETS)
        .contains(ofFirst(), ofSecond());
    assertThat(datasets.path("items")).hasSize(DATASETS);
    assertThat(states.path("items")).hasSize(DATASETS);
    assertThat(breaches.path("items").findValuesAsText("detected_at"))
        .hasSize(DATASETS)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(datasets.path("partial").asBoolean()).isFalse();
    assertThat(datasets.path("missing_partitions")).isEmpty();
    assertThat(datasets.path("next_cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"datasets", "signals", "breaches"})
  void pagesFollowEachOtherOnAnyInstance(String list) throws Exception {
    // given
    List<JsonNode> expected = new ArrayList<>();
    json(first, "/api/v1/" + list).path("items").forEach(expected::add);

    // when
    List<JsonNode> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      HttpServer any = pages % 2 == 0 ? first : second;
      JsonNode page = json(any, "/api/v1/" + list + "?limit=3" + cursor);
      assertThat(page.path("items").size()).isBetween(1, 3);
      page.path("items").forEach(seen::add);
      cursor =
          page.path("next_cursor").isNull() ? "" : "&cursor=" + page.path("next_cursor").asText();
      pages++;
    } while (!cursor.isEmpty());

    // then
    assertThat(seen).isEqualTo(expected);
    assertThat(pages).isGreaterThanOrEqualTo(DATASETS / 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=10001", "limit=x", "cursor=%21", "partitions=1"})
  void refusesAPageThatThereIsNot(String query) throws Exception {
    // when
    HttpResponse<String> response = get(first, "/api/v1/datasets?" + query);

    // then
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void aListOfOneDatasetAsksOnlyTheInstanceThatHasIt() throws Exception {
    // given
    second.close();

    // when
    JsonNode own = json(first, "/api/v1/breaches?dataset=" + ofFirst());
    HttpResponse<String> others = get(first, "/api/v1/breaches?dataset=" + ofSecond());

    // then
    assertThat(own.path("items")).hasSize(1);
    assertThat(own.path("partial").asBoolean()).isFalse();
    assertThat(others.statusCode()).isEqualTo(503);
  }

  @Test
  void aListSaysWhichPartitionsNobodyAnswersFor() throws Exception {
    // given
    second.close();

    // when
    JsonNode states = json(first, "/api/v1/signals");

    // then
    assertThat(states.path("partial").asBoolean()).isTrue();
    assertThat(states.path("missing_partitions").toString()).isEqualTo("[1,3]");
    assertThat(states.path("items").size()).isBetween(1, DATASETS - 1);
  }

  @Test
  void aDatasetWhoseInstanceIsDownIsNotMissing() throws Exception {
    // given
    second.close();

    // when
    HttpResponse<String> response = get(first, "/api/v1/signals/" + ofSecond());
    HttpResponse<String> unknown = get(first, "/api/v1/signals/" + unknown());

    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(detail(response)).contains(secondAddress + " cannot be reached");
    assertThat(unknown.statusCode()).isEqualTo(503);
  }

  /** A dataset of the second instance that nobody has. */
  private static String unknown() {
    for (int number = 0; ; number++) {
      String urn = "urn:dp:no:such" + number;
      if (!isOfFirst(urn)) {
        return urn;
      }
    }
  }

  @Test
  void anInstanceThatHangsCostsLessThanTwoSeconds() throws Exception {
    // given
    try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      Address hangs = new Address("127.0.0.1", silent.getLocalPort());
      one.placement.place(1, hangs);
      one.placement.place(3, hangs);

      // when
      HttpResponse<String> dataset = get(first, "/api/v1/signals/" + ofSecond());
      JsonNode list = json(first, "/api/v1/signals");

      // then
      assertThat(dataset.statusCode()).isEqualTo(503);
      assertThat(detail(dataset)).contains(hangs + " does not answer within");
      assertThat(list.path("missing_partitions").toString()).isEqualTo("[1,3]");
    }
  }

  @Test
  void aStandbyAnswersWhenTheInstanceThatJudgesDoesNot() throws Exception {
    // given
    String urn = ofSecond();
    int partition = ScriptedPlacement.partition(urn);
    one.stores.put(Samples.state(urn, Signal.VOLUME, null, State.WARNING));
    one.observer.loses(urn, Duration.ofSeconds(7), "it is a copy");
    hold(one, partition, Holding.COPY);
    second.close();

    // when
    HttpResponse<String> response = get(first, "/api/v1/signals/" + urn + "/volume");
    HttpResponse<String> missing = get(first, "/api/v1/signals/" + urn + "/quality");
    JsonNode list = json(first, "/api/v1/signals");

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Signal-Factory-Staleness-Ms")).contains("7000");
    assertThat(missing.statusCode()).isEqualTo(503);
    assertThat(detail(missing)).contains("copy");
    assertThat(list.path("missing_partitions")).hasSize(1);
  }

  @Test
  void aStandbyThatIsElsewhereAnswersOverTheHop() throws Exception {
    // given
    String urn = ofSecond();
    int partition = ScriptedPlacement.partition(urn);
    hold(two, partition, Holding.COPY);
    Address dead = deadAddress();
    one.placement.place(partition, dead, secondAddress);

    // when
    HttpResponse<String> response = get(first, "/api/v1/signals/" + urn + "/volume");
    HttpResponse<String> missing = get(first, "/api/v1/signals/" + urn + "/quality");
    JsonNode list = json(first, "/api/v1/signals");

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(missing.statusCode()).isEqualTo(503);
    assertThat(list.path("partial").asBoolean()).isFalse();
    assertThat(list.path("items")).hasSize(DATASETS);
  }

  private static Address deadAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Address("127.0.0.1", free.getLocalPort());
    }
  }

  @Test
  void whatHasMovedIsAskedOfWhoeverHasItAndNeverPassedOnAgain() throws Exception {
    // given
    String urn = ofSecond();
    hold(two, ScriptedPlacement.partition(urn), Holding.NONE);
    two.placement.place(ScriptedPlacement.partition(urn), new Address("127.0.0.1", first.port()));

    // when
    HttpResponse<String> response = get(first, "/api/v1/signals/" + urn);

    // then
    assertThat(response.statusCode()).isEqualTo(503);
  }

  @Test
  void whileStateMovesOnTheOtherItsReasonIsTold() throws Exception {
    // given
    two.isMoving();

    // when
    HttpResponse<String> response = get(first, "/api/v1/signals/" + ofSecond());
    JsonNode list = json(first, "/api/v1/datasets");

    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(detail(response)).contains("the state is moving or not restored yet");
    assertThat(list.path("missing_partitions").toString()).isEqualTo("[1,3]");
  }

  @Test
  void anInstanceThatIsBlindAsksOthersThatMayHaveTakenOver() throws Exception {
    // given
    String urn = ofFirst();
    int partition = ScriptedPlacement.partition(urn);
    one.observer.loses(urn, Duration.ofSeconds(30), "nothing could be committed for 30 s");
    two.stores.put(Samples.state(urn, Signal.VOLUME, null, State.OK));
    hold(two, partition, Holding.ACTIVE);
    one.placement.place(partition, secondAddress);

    // when
    JsonNode state = json(first, "/api/v1/signals/" + urn + "/volume");

    // then
    assertThat(state.path("state").asText()).isEqualTo("OK");
  }

  @Test
  void saysWhoIsThereAndWhoDoesNotAnswer() throws Exception {
    // given
    hold(one, 1, Holding.COPY);
    two.isMoving();
    Address dead = deadAddress();
    one.placement.place(3, dead);

    // when
    JsonNode all = json(first, "/api/v1/instances");

    // then
    assertThat(all.path("partitions").asInt()).isEqualTo(4);
    assertThat(all.path("items")).hasSize(3);
    JsonNode self = all.at("/items/0");
    assertThat(self.path("asked").asBoolean()).isTrue();
    assertThat(self.path("active").toString()).isEqualTo("[0,2]");
    assertThat(self.path("standby").toString())
        .isEqualTo("[{\"partition\":1,\"records_behind\":3,\"staleness_ms\":2000}]");
    assertThat(self.path("version").asText()).isEqualTo("1.0");
    assertThat(self.path("started_at").asText()).isEqualTo("2026-01-14T12:00:00.000Z");
    JsonNode moving = byAddress(all, secondAddress);
    assertThat(moving.path("answers").asBoolean()).isTrue();
    assertThat(moving.path("ready").asBoolean()).isFalse();
    assertThat(moving.at("/restoring/0/total").asLong()).isEqualTo(2_000);
    JsonNode down = byAddress(all, dead);
    assertThat(down.path("answers").asBoolean()).isFalse();
    assertThat(down.path("reason").asText()).contains("cannot be reached");
    assertThat(down.path("active").toString()).isEqualTo("[3]");
    assertThat(all.path("partial").asBoolean()).isTrue();
  }

  private static JsonNode byAddress(JsonNode all, Address address) {
    for (JsonNode one : all.path("items")) {
      if (one.path("address").asText().equals(address.toString())) {
        return one;
      }
    }
    throw new AssertionError(address + " is not among " + all);
  }

  @Test
  void anInstanceThatAdvertisesNothingSaysWhatToDoAboutWhatItDoesNotHave() throws Exception {
    // given
    one.placement.reset();
    hold(one, ScriptedPlacement.partition(ofSecond()), Holding.NONE);

    // when
    HttpResponse<String> response = get(first, "/api/v1/signals/" + ofSecond());

    // then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(detail(response)).contains("set http.advertised.url");
  }

  @Test
  void everyPublicRouteAboutADatasetHasOneForInstances() {
    // when
    TreeSet<String> paths = new TreeSet<>();
    first.routes().forEach(route -> paths.add(route.path()));

    // then
    assertThat(paths)
        .contains(
            "/internal/v1/local/api/v1/signals",
            "/internal/v1/local/api/v1/signals/{urn}/{signal}",
            "/internal/v1/local/api/v1/instances");
  }

  private static String breachOf(String urn) {
    return "/api/v1/breaches/brc-01JDB2X4M8QZ0V6T3H5R9K7C" + urn.substring(urn.length() - 2);
  }

  private static final String NO_BREACH = "/api/v1/breaches/brc-01JDB2X4M8QZ0V6T3H5R9K7CZZ";

  @Test
  void findsOneEntryHereAndElsewhere() throws Exception {
    // when
    HttpResponse<String> here = get(first, breachOf(ofFirst()));
    HttpResponse<String> elsewhere = get(first, breachOf(ofSecond()));
    HttpResponse<String> same = get(second, breachOf(ofSecond()));

    // then
    assertThat(here.statusCode()).as(here.body()).isEqualTo(200);
    assertThat(ApiDescription.read(here.body()).at("/breach/dataset_urn").asText())
        .isEqualTo(ofFirst());
    assertThat(elsewhere.statusCode()).as(elsewhere.body()).isEqualTo(200);
    assertThat(elsewhere.body()).isEqualTo(same.body());
    assertThat(elsewhere.headers().firstValue("ETag"))
        .isPresent()
        .isEqualTo(same.headers().firstValue("ETag"));
    assertThat(elsewhere.headers().firstValue("Signal-Factory-Staleness-Ms")).contains("2000");
  }

  @Test
  void whatNoInstanceHasIsMissingOnceAllHaveSaidSo() throws Exception {
    // when
    HttpResponse<String> response = get(first, NO_BREACH);

    // then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(detail(response)).contains("no breach of the last 30 days has this id");
  }

  @Test
  void whatIsNotFoundWhileAnInstanceIsDownMayBeThere() throws Exception {
    // given
    second.close();

    // when
    HttpResponse<String> unknown = get(first, NO_BREACH);
    HttpResponse<String> others = get(first, breachOf(ofSecond()));
    HttpResponse<String> own = get(first, breachOf(ofFirst()));

    // then
    assertThat(List.of(unknown.statusCode(), others.statusCode(), own.statusCode()))
        .containsExactly(503, 503, 200);
    assertThat(unknown.headers().firstValue("Retry-After")).contains("1");
    assertThat(detail(unknown)).contains("[1, 3]", secondAddress + " cannot be reached");
  }

  @Test
  void aCopyHereOrElsewhereDoesNotSayThatAnEntryIsMissing() throws Exception {
    // given
    for (int partition = 1; partition < ScriptedPlacement.PARTITIONS; partition += 2) {
      hold(two, partition, Holding.COPY);
    }
    hold(one, 0, Holding.COPY);

    // when
    HttpResponse<String> unknown = get(first, NO_BREACH);
    HttpResponse<String> there = get(first, breachOf(ofSecond()));

    // then
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(detail(unknown)).contains("[0, 1, 3]");
    assertThat(there.statusCode()).isEqualTo(200);
  }

  @Test
  void anInstanceThatIsBlindDoesNotSayThatADatasetIsMissing() throws Exception {
    // given
    String urn = unknown();
    two.observer.loses(urn, Duration.ofSeconds(30), "nothing could be committed for 30 s");

    // when
    HttpResponse<String> overAHop = get(first, "/api/v1/signals/" + urn);
    HttpResponse<String> asked = get(second, "/api/v1/signals/" + urn);

    // then
    assertThat(overAHop.statusCode()).isEqualTo(503);
    assertThat(asked.statusCode()).isEqualTo(503);
  }
}
