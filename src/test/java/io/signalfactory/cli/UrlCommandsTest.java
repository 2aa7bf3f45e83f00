package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask an instance; what an instance answers is shown by the tests of its API. */
class UrlCommandsTest {

  private static final String LAST =
      "],\"partial\":false,\"missing_partitions\":[],\"next_cursor\":null}";

  @TempDir Path folder;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> pages = Collections.synchronizedList(new ArrayList<>());
  private int status = 200;
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    asked.add(call.getRequestURI() + " " + call.getRequestHeaders().getFirst("Authorization"));
    byte[] page = pages.remove(0).getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, page.length);
    call.getResponseBody().write(page);
    call.close();
  }

  private CommandLineRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private static String state(String urn) {
    return """
        {"dataset_urn":"%s","signal":"volume","consumer":null,"state":"WARNING",\
        "observed":{"value":3,"unit":"events"},"since":"2026-01-14T12:34:56.789Z","reason":"few"}"""
        .formatted(urn);
  }

  @Test
  void printsTheStatesOfAllPagesWithTheTokenOfAFile() throws IOException {
    // given
    Path token = Files.writeString(folder.resolve("token"), "secret\n");
    pages.add("{\"items\":[" + state("urn:dp:a:a") + "],\"next_cursor\":\"x_-1\"}");
    pages.add("{\"items\":[" + state("urn:dp:a:b") + LAST);

    // when
    CommandLineRun run = run("signals", "--state", "warning", "--token-file", token.toString());

    // then
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(2).allMatch(line -> line.startsWith("WARNING   volume"));
    assertThat(asked)
        .containsExactly(
            "/api/v1/signals?limit=1000&state=WARNING Bearer secret",
            "/api/v1/signals?limit=1000&state=WARNING&cursor=x_-1 Bearer secret");
  }

  @Test
  void printsBreachesFromTheOldestAsTopicsHaveThem() {
    // given
    pages.add(
        "{\"items\":[{\"dataset_urn\":\"urn:dp:a:b\",\"breach_id\":\"brc-2\"},"
            + "{\"dataset_urn\":\"urn:dp:a:b\",\"breach_id\":\"brc-1\"}"
            + LAST);

    // when
    CommandLineRun run =
        run("breaches", "--dataset", "urn:dp:a:b", "--output", "json", "--max", "1");

    // then
    assertThat(asked).singleElement().asString().contains("dataset=urn%3Adp%3Aa%3Ab");
    assertThat(run.lines()).singleElement().asString().contains("brc-1");
    assertThat(run.status()).isZero();
  }

  @Test
  void printsDatasetsWithOwnerAndTier() {
    // given
    pages.add(
        "{\"items\":[{\"dataset_urn\":\"urn:dp:a:b\",\"owner\":\"team\",\"tier\":1,"
            + "\"state\":\"OK\"}"
            + LAST);

    // when
    CommandLineRun run = run("datasets");

    // then
    assertThat(run.lines()).singleElement().asString().matches("OK +urn:dp:a:b +team  tier 1");
  }

  @Test
  void saysWhenAnAnswerIsNotAll() {
    // given
    pages.add(
        "{\"items\":["
            + state("urn:dp:a:a")
            + "],\"partial\":true,\"missing_partitions\":[3],\"next_cursor\":null}");

    // when
    CommandLineRun run = run("signals");

    // then
    assertThat(run.lines()).hasSize(1);
    assertThat(run.status()).isEqualTo(ExitStatus.UNREACHABLE);
    assertThat(run.err()).contains("no instance answers for the partitions [3]");
  }

  @Test
  void saysWhyAnInstanceDoesNotAnswer() {
    // given
    status = 503;
    pages.add("{\"detail\":\"state is moving\"}");

    // when
    CommandLineRun refused = run("datasets");
    server.stop(0);
    CommandLineRun gone = run("datasets");

    // then
    assertThat(refused.status()).isEqualTo(ExitStatus.UNREACHABLE);
    assertThat(refused.err()).contains("answers 503: state is moving");
    assertThat(gone.status()).isEqualTo(ExitStatus.UNREACHABLE);
    assertThat(gone.err()).contains("no answer from http://127.0.0.1:");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    // when
    CommandLineRun follow = run("signals", "--follow");
    CommandLineRun noToken = run("signals", "--token-file", folder.resolve("none").toString());
    CommandLineRun noUrl = CommandLineRun.of("datasets");
    CommandLineRun wrongUrl = CommandLineRun.of("datasets", "--url", "here");

    // then
    assertThat(List.of(follow, noToken, noUrl, wrongUrl))
        .allMatch(run -> run.status() == ExitStatus.WRONG_USAGE);
    assertThat(follow.err()).contains("--follow");
    assertThat(noToken.err()).contains("--token-file");
    assertThat(noUrl.err()).contains("--url is missing");
    assertThat(wrongUrl.err()).contains("must be a URL");
  }

  @Test
  void aRefusedTokenIsWrongUsage() {
    // given
    status = 401;
    pages.add("{\"detail\":\"no token\"}");

    // when
    CommandLineRun run = run("datasets");

    // then
    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("no token").contains("--token-file");
  }

  @Test
  void verifyPrintsEachCheckAndFailsIfOneFails() {
    // given
    pages.add(
        "{\"ready\":false,\"checks\":[{\"check\":\"evidence\",\"passed\":true,\"saw\":\"all\","
            + "\"to_do\":null,\"code\":null},{\"check\":\"contract\",\"passed\":false,"
            + "\"saw\":\"none\",\"to_do\":\"draft one\",\"code\":\"a\\nb\"}]}");

    // when
    CommandLineRun run = run("verify", "urn:dp:a:b");

    // then
    assertThat(run.status()).isEqualTo(ExitStatus.CHECK_FAILED);
    assertThat(run.lines())
        .containsExactly(
            "PASS  evidence           all",
            "FAIL  contract           none",
            "      draft one",
            "        a",
            "        b");
    assertThat(asked).containsExactly("/api/v1/readiness/urn%3Adp%3Aa%3Ab null");
  }

  @Test
  void verifySaysThatADatasetIsNotKnown() {
    // given
    status = 404;
    pages.add("{\"detail\":\"none of its events was seen\"}");

    // when
    CommandLineRun run = run("verify", "urn:dp:a:b");

    // then
    assertThat(run.status()).isEqualTo(ExitStatus.CHECK_FAILED);
    assertThat(run.err()).contains("none of its events was seen");
  }
}
