package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks a running instance for lists, page by page. */
final class InstanceClient {

  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String url;
  private final @Nullable String token;

  /**
   * @param url of the instance, with what is in front of its paths
   * @param token that lets one read; null for none
   */
  InstanceClient(URI url, @Nullable String token) {
    String text = url.toString();
    this.url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.token = token;
  }

  /**
   * Shows every entry of a list, until it has shown enough.
   *
   * @param path of the list
   * @param parameters what it is filtered by
   * @param wantsMore is given one entry after the other; false for enough
   * @throws CommandException if the instance does not answer, or the list lacks something: then
   *     after all of it that there is
   */
  void list(String path, Map<String, String> parameters, Predicate<JsonNode> wantsMore) {
    TreeSet<Integer> missing = new TreeSet<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      JsonNode page = get(url + path + query(parameters) + cursor);
      page.path("missing_partitions").forEach(partition -> missing.add(partition.asInt()));
      for (JsonNode item : page.path("items")) {
        if (!wantsMore.test(item)) {
          return;
        }
      }
      JsonNode next = page.path("next_cursor");
      more = next.isTextual();
      cursor = "&cursor=" + next.asText();
    }
    if (!missing.isEmpty()) {
      throw CommandException.unreachable(
          "this is not all: no instance answers for the partitions "
              + missing
              + " now; GET /api/v1/instances says why",
          null);
    }
  }

  /**
   * One document.
   *
   * @param path of the document
   * @throws CommandException if the instance does not answer, or does not have it
   */
  JsonNode document(String path) {
    HttpResponse<byte[]> response = send(url + path);
    JsonNode body = read(response);
    if (response.statusCode() == OK && body.isObject()) {
      return body;
    }
    String detail = body.path("detail").asText();
    throw response.statusCode() == NOT_FOUND
        ? CommandException.checkFailed(detail)
        : refused(response.statusCode(), detail);
  }

  private static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder("?limit=1000");
    parameters.forEach(
        (name, value) ->
            query
                .append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return query.toString();
  }

  private JsonNode get(String target) {
    HttpResponse<byte[]> response = send(target);
    JsonNode body = read(response);
    if (response.statusCode() == OK && body.path("items").isArray()) {
      return body;
    }
    throw refused(response.statusCode(), body.path("detail").asText());
  }

  private JsonNode read(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw noAnswer(e);
    }
  }

  private HttpResponse<byte[]> send(String target) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted while waiting for " + url, e);
    }
  }

  private CommandException noAnswer(IOException e) {
    return CommandException.unreachable(
        "no answer from " + url + ": " + reason(e) + "; is it the URL of an instance?", e);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private CommandException refused(int status, String detail) {
    return status == UNAUTHORIZED || status == FORBIDDEN
        ? CommandException.wrongUsage(
            url + " refuses (" + status + "): " + detail + "; give a token with --token-file")
        : CommandException.unreachable(url + " answers " + status + ": " + detail, null);
  }
}
