package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class BreachesTest {

  private final Breaches breaches = new Breaches();

  private void add(String id, String status, Feed feed, String signal) {
    breaches.add(
        new JsonMapper()
            .createObjectNode()
            .put("breach_id", id)
            .put("status", status)
            .put("dataset_urn", feed.urn())
            .put("signal", signal)
            .put("summary", "s"));
  }

  @Test
  void theBreachOfTheFailingDatasetIsOpenOnce() {
    // given
    add("brc-1", "OPEN", Feed.REFUNDS, "compliance");
    add("brc-1", "UPDATED", Feed.REFUNDS, "compliance");
    // when
    boolean open = breaches.dueBreachIsOpen();
    // then
    assertThat(open).isTrue();
  }

  @Test
  void theBreachOfTheFailingDatasetMustNotBeOpenedAgain() {
    // given
    add("brc-1", "OPEN", Feed.REFUNDS, "compliance");
    add("brc-2", "OPEN", Feed.REFUNDS, "compliance");
    // when
    boolean open = breaches.dueBreachIsOpen();
    // then
    assertThat(open).isFalse();
  }

  @Test
  void theBreachOfTheFailingDatasetMustNotResolve() {
    // given
    add("brc-1", "OPEN", Feed.REFUNDS, "compliance");
    add("brc-1", "RESOLVED", Feed.REFUNDS, "compliance");
    // when
    boolean open = breaches.dueBreachIsOpen();
    // then
    assertThat(open).isFalse();
  }

  @Test
  void tellsTheBreachesThatWereOpenedLater() {
    // given
    add("brc-1", "OPEN", Feed.REFUNDS, "compliance");
    add("brc-2", "OPEN", Feed.ORDERS, "volume");
    // when
    var later = breaches.after(1);
    // then
    assertThat(later).extracting(Breaches.Opened::id).containsExactly("brc-2");
  }
}
