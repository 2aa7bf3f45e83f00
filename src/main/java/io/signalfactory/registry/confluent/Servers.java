package io.signalfactory.registry.confluent;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.client.security.SslFactory;
import io.signalfactory.registry.RegistryUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;

/**
 * The servers of one registry. Confluent's client goes to the next server only where a connection
 * breaks; here also one that answers that it cannot serve is left. Thread-safe.
 */
final class Servers implements AutoCloseable {

  private static final TypeReference<JsonNode> JSON = new TypeReference<>() {};

  private final List<String> urls;
  private final List<RestService> services;
  private final AtomicInteger current = new AtomicInteger();

  Servers(ConfluentAccess access) {
    urls = access.urls();
    services = access.urls().stream().map(url -> service(url, access)).toList();
  }

  private static RestService service(String url, ConfluentAccess access) {
    RestService service = new RestService(url);
    int millis = Math.toIntExact(access.timeout().toMillis());
    service.setHttpConnectTimeoutMs(millis);
    service.setHttpReadTimeoutMs(millis);
    if (!access.authorization().text().isEmpty()) {
      service.setHttpHeaders(Map.of("Authorization", access.authorization().text()));
    }
    if (!access.tls().isEmpty()) {
      service.setSslSocketFactory(new SslFactory(access.tls()).sslContext().getSocketFactory());
      // The client checks the name in a certificate only with a verifier that it was given.
      HostnameVerifier verifier = HttpsURLConnection.getDefaultHostnameVerifier();
      service.setHostnameVerifier(verifier);
    }
    return service;
  }

  /**
   * Reads a resource.
   *
   * @param path without the slash in front, encoded
   * @return empty if the registry says that there is none
   * @throws RegistryUnavailableException if no server answers
   */
  Optional<JsonNode> get(String path) throws RegistryUnavailableException {
    int first = current.get();
    RegistryUnavailableException failure = null;
    for (int i = 0; i < services.size(); i++) {
      int server = (first + i) % services.size();
      try {
        Optional<JsonNode> answer = get(server, path);
        current.compareAndSet(first, server);
        return answer;
      } catch (RegistryUnavailableException e) {
        failure = e;
      }
    }
    throw failure == null ? new RegistryUnavailableException("no server is configured") : failure;
  }

  private Optional<JsonNode> get(int server, String path) throws RegistryUnavailableException {
    String url = urls.get(server);
    try {
      return Optional.ofNullable(
          services
              .get(server)
              .httpRequest(path, "GET", null, RestService.DEFAULT_REQUEST_PROPERTIES, JSON));
    } catch (RestClientException e) {
      return switch (e.getStatus()) {
        // 422 is what a server answers to a version that cannot exist
        case 404, 422 -> Optional.empty();
        case 401, 403 ->
            throw new RegistryUnavailableException(
                url
                    + " answers "
                    + e.getStatus()
                    + ": check registry.confluent.auth and its secret");
        default -> throw new RegistryUnavailableException(url + " answers " + e.getStatus());
      };
    } catch (IOException e) {
      throw new RegistryUnavailableException(url + ": " + reason(e), e);
    }
  }

  private static String reason(IOException failure) {
    String type = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? type : type + ": " + failure.getMessage();
  }

  @Override
  public void close() {
    for (RestService service : services) {
      try {
        service.close();
      } catch (IOException e) {
        // it holds nothing that could be kept open
      }
    }
  }
}
