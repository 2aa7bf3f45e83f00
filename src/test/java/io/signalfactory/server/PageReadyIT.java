package io.signalfactory.server;

import static io.signalfactory.query.Samples.ORDERS;
import static io.signalfactory.query.Samples.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.readiness.DatasetReadiness;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.Senders;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Who sends what, and how ready it is, on the page. */
@EnabledIf(
    value = "io.signalfactory.server.PageFixture#thereIsABrowser",
    disabledReason = "no Chromium here: apt-get install chromium chromium-driver")
class PageReadyIT {

  @RegisterExtension static final PageFixture PAGE = new PageFixture();

  private static Browser browser() {
    return PAGE.browser();
  }

  private static DatasetReadiness sentBy(Sender... senders) {
    long minute = Instant.now().getEpochSecond() / 60;
    return new DatasetReadiness(minute - 59, minute + 1, true, true, Senders.of(List.of(senders)));
  }

  /** Orders come from two services, payments from one of them and from nobody knows whom. */
  private static void twoServices() {
    PAGE.twoAreWell();
    PAGE.stores()
        .readiness
        .put(
            ORDERS,
            sentBy(
                new Sender("orders-svc", new SenderCounts(90, 9, 90, 0, 90, 90, 90, 90, 90, 90)),
                new Sender("import", new SenderCounts(10, 0, 0, 10, 10, 0, 10, 10, 10, 10))));
    PAGE.stores()
        .readiness
        .put(
            PAYMENTS,
            sentBy(
                new Sender(null, new SenderCounts(5, 0, 0, 0, 5, 0, 0, 0, 0, 0)),
                new Sender("orders-svc", new SenderCounts(10, 1, 10, 0, 10, 10, 0, 0, 0, 0))));
    long now = System.currentTimeMillis();
    PAGE.stores().readiness.putVersion(ORDERS, "orders-svc", "v1", now - 9_000_000, now - 60_000);
    PAGE.stores().readiness.putVersion(ORDERS, "orders-svc", "v2", now - 60_000, now);
  }

  @Test
  void listsServicesTheOneWithMostFailuresFirst() {
    // given
    twoServices();

    // when
    PAGE.open("/services");

    // then
    browser().awaitText("caption", text -> text.startsWith("3 services"));
    assertThat(browser().texts(".services tbody th").toList())
        .containsExactly("orders-svc", "(unknown)", "import");
    assertThat(browser().texts(".services tbody tr:first-child td").toList())
        .startsWith("header", "v1 → v2", "90.0 %", "2");
  }

  @Test
  void opensAServiceByKeyboardAndShowsWhereItWrites() {
    // given
    twoServices();
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.startsWith("All 2"));
    browser().type("gs");
    browser().awaitText("caption", text -> text.startsWith("3 services"));
    browser().run("document.querySelector('.services .more').focus()");

    // when
    browser().press(Keys.ENTER);

    // then
    browser().awaitText(".service", text -> text.contains("9 of 90 records failed"));
    assertThat(browser().run("return document.activeElement.getAttribute('aria-expanded')"))
        .isEqualTo("true");
    assertThat(browser().text(".service")).contains("identity", "v2", "Show them in the list");
  }

  @Test
  void filtersDatasetsByTheServiceThatSendsToThem() {
    // given
    twoServices();

    // when
    PAGE.open("/?service=import");

    // then
    browser().awaitText(".rows", text -> text.contains("orders:created"));
    assertThat(browser().texts(".rows .name").toList()).hasSize(1);
  }

  @Test
  void saysThatNoServiceWasSeenYet() {
    // when
    PAGE.open("/services");

    // then
    browser().awaitText(".note", text -> text.startsWith("No service yet."));
  }
}
