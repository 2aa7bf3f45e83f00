package io.signalfactory.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.server.ServerFixture;
import io.signalfactory.server.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page as a browser gets them. What it does with them is tested in a browser. */
class PageRoutesTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final Path FOLDER = Path.of("src/main/resources/page");
  private static final int MOST_BYTES = 100_000;
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(page/[^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");
  private static final PageSettings PLAIN = new PageSettings("", "raw\\..+", "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/datasets/urn:dp:orders:created",
        "/datasets/urn%3Adp%3Aorders%3Acreated?range=6h&tab=contract",
        "/breaches?status=open",
        "/breaches/brc-01M8PJ0G1R3WTRS2Y15TGBB2FH",
        "/contracts",
        "/contracts/new?topic=raw.x",
        "/contracts/urn:dp:orders:created/edit",
        "/instances",
        "/settings",
        "/?q=orders&state=CRITICAL&unheard=of"
      })
  void answersEveryPathOfTheBrowserWithTheFrame(String path) {
    // when
    HttpResponse<String> response = SERVER.send("GET", path);

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .matches("text/html; ?charset=utf-8");
    assertThat(response.body()).startsWith("<!doctype html>").contains("<base href=\"/\">");
  }

  @Test
  void answersAPathThatNobodyKnowsWithAProblem() {
    // when
    HttpResponse<String> response = SERVER.send("GET", "/page/js/nothing.js");

    // then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void letsABrowserRunNothingButItsOwnFiles() {
    // when
    HttpResponse<String> response = SERVER.send("GET", "/datasets/x");

    // then
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; base-uri 'self'; form-action 'none';"
                + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                + " trusted-types 'none'");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.body()).doesNotContain("style=").doesNotContain("onclick=");
    assertThat(response.body()).doesNotContainPattern("<script(?! src=)");
  }

  @Test
  void isKeptByABrowserUntilItChanges() {
    // given
    HttpResponse<String> first = SERVER.send("GET", "/page/js/main.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    // when
    HttpResponse<String> again = SERVER.send("GET", "/page/js/main.js", "If-None-Match", tag);

    // then
    assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void isSentCompressed() throws Exception {
    // given
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + SERVER.port() + "/page/lib/uplot.js"))
            .header("Accept-Encoding", "gzip")
            .build();

    // when
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

    // then
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
    assertThat(response.body()).hasSizeLessThan(25_000);
  }

  @Test
  void hasEveryFileOfItsFolder() throws IOException {
    // when
    TreeSet<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(FOLDER)) {
      all.filter(Files::isRegularFile)
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.equals("index.html"))
          .forEach(files::add);
    }

    // then
    assertThat(new TreeSet<>(PageFiles.NAMES)).isEqualTo(files);
  }

  @Test
  void linksAndImportsOnlyWhatIsServedAndPreloadsEveryModule() throws IOException {
    // given
    List<String> served = PageFiles.all().stream().map(PageFile::path).toList();
    List<String> wanted = new ArrayList<>();
    String frame = Files.readString(FOLDER.resolve("index.html"));

    // when
    Matcher link = LINK.matcher(frame);
    while (link.find()) {
      wanted.add("/" + link.group(1));
    }
    List<String> modules = new ArrayList<>();
    for (String name : PageFiles.NAMES) {
      if (!name.endsWith(".js")) {
        continue;
      }
      modules.add("page/" + name);
      Matcher imported = IMPORT.matcher(Files.readString(FOLDER.resolve(name)));
      while (imported.find()) {
        wanted.add(URI.create("/page/" + name).resolve(imported.group(1)).getPath());
      }
    }

    // then
    assertThat(wanted).hasSizeGreaterThan(30);
    assertThat(served).containsAll(wanted);
    assertThat(modules).allSatisfy(module -> assertThat(frame).contains("\"" + module + "\""));
  }

  @Test
  void isSmallerThanAHundredKilobytesOnTheWire() {
    // when
    int bytes =
        compressed(PageRoutes.frame(PLAIN).body())
            + PageFiles.all().stream().mapToInt(file -> compressed(file.bytes())).sum();

    // then
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @Test
  void knowsItsPrefixBehindAProxyAndEscapesWhatItPutsIntoTheFrame() {
    // when
    Response frame =
        PageRoutes.frame(
            new PageSettings(
                "/signals", "raw\"><&.+", "https://traces.example.com/{trace_id}?a=1&b=\""));

    // then
    assertThat(new String(frame.body(), StandardCharsets.UTF_8))
        .contains("<base href=\"/signals/\">")
        .contains("data-raw-topics=\"raw&quot;>&lt;&amp;.+\"")
        .contains("data-trace-url=\"https://traces.example.com/{trace_id}?a=1&amp;b=&quot;\"");
  }

  private static int compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.size();
  }
}
