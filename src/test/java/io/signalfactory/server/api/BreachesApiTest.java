package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.query.Samples;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.Breach;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreachesApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  @BeforeEach
  void given() {
    SERVER.instance.stores.put(
        Samples.breach("1A", ORDERS, Breach.Status.OPEN, Samples.NOW.minusSeconds(300)),
        Samples.breach("1B", ORDERS, Breach.Status.RESOLVED, Samples.NOW.minusSeconds(9_000)),
        Samples.breach("1C", PAYMENTS, Breach.Status.UPDATED, Samples.NOW.minusSeconds(10)));
  }

  private static List<String> ids(JsonNode breaches) {
    return breaches.findValuesAsText("breach_id").stream()
        .map(id -> id.substring(id.length() - 2))
        .toList();
  }

  @Test
  void tellsWhatABreachWentThrough() {
    // given
    Breach opened = Samples.breach("1A", ORDERS, Breach.Status.OPEN, Samples.NOW.minusSeconds(300));
    Breach ended =
        Samples.breach("1A", ORDERS, Breach.Status.RESOLVED, Samples.NOW.minusSeconds(300));
    SERVER.instance.stores.past.putTransition(1, opened);
    SERVER.instance.stores.past.putTransition(9, ended);

    // when
    JsonNode story = SERVER.json("/api/v1/breaches/" + opened.breachId());

    // then
    assertThat(story.at("/breach/status").asText()).isEqualTo("RESOLVED");
    assertThat(story.path("transitions")).hasSize(2);
    assertThat(story.at("/transitions/0/why").asText())
        .isEqualTo("opened as CRITICAL: the limit is missed since 12:29:06 UTC");
    assertThat(story.at("/transitions/1/breach/resolved_at").isNull()).isFalse();
    assertThat(story.path("transitions_left_out").asInt()).isEqualTo(7);
    assertThat(story.path("from_the_start").asBoolean()).isTrue();
  }

  @Test
  void ofABreachFromBeforeTransitionsWereKeptItTellsTheLatest() {
    // when
    JsonNode story =
        SERVER.json(
            "/api/v1/breaches/"
                + Samples.breach("1B", ORDERS, Breach.Status.OPEN, Samples.NOW).breachId());

    // then
    assertThat(story.path("transitions")).hasSize(1);
    assertThat(story.path("from_the_start").asBoolean()).isFalse();
  }

  @Test
  void answers404ForABreachThatIsNotThere() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/breaches/brc-0");

    // then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("no breach of the last 30 days has this id");
  }

  @Test
  void listsBreachesNewestFirstWithTheirCauses() {
    // when
    JsonNode breaches = SERVER.json("/api/v1/breaches");

    // then
    assertThat(ids(breaches)).containsExactly("1C", "1A", "1B");
    assertThat(breaches.at("/items/0/causes/0/field").asText()).isEqualTo("customer_id");
    assertThat(breaches.at("/items/0/detected_at").asText()).isEqualTo("2026-01-14T12:34:46.789Z");
  }

  @ParameterizedTest
  @CsvSource({
    "status=open, 1C 1A",
    "status=RESOLVED, 1B",
    "dataset=urn:dp:orders:created, 1A 1B",
    "dataset=urn%3Adp%3Aorders%3Acreated&status=open, 1A",
    "dataset=urn:dp:no:such, ''",
  })
  void filters(String query, String expected) {
    // when
    JsonNode breaches = SERVER.json("/api/v1/breaches?" + query);

    // then
    assertThat(String.join(" ", ids(breaches))).isEqualTo(expected);
  }

  @Test
  void refusesAnUnknownStatus() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/breaches?status=updated");

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("must be one of open, resolved");
  }
}
