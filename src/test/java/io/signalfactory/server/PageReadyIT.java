package io.signalfactory.server;

import static io.signalfactory.query.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void listsServicesTheOneWithMostFailuresFirst() {
    // given
    PAGE.twoAreWell();
    PAGE.twoServices();

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
    PAGE.twoAreWell();
    PAGE.twoServices();
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
    PAGE.twoAreWell();
    PAGE.twoServices();

    // when
    PAGE.open("/?service=import");

    // then
    browser().awaitText(".rows", text -> text.contains("orders:created"));
    assertThat(browser().texts(".rows .name").toList()).hasSize(1);
  }

  @Test
  void saysOfADatasetWhatIsMissingAndGivesTheCodeForIt() {
    // given
    PAGE.twoAreWell();
    PAGE.twoServices();

    // when
    PAGE.open("/datasets/" + ORDERS + "?tab=ready");

    // then
    browser().awaitText(".ready h2", text -> text.endsWith("checks fail"));
    assertThat(browser().text(".checks"))
        .contains("Producers name themselves", "Contract and owner", "To do:");
    assertThat(browser().text(".ready")).contains("Score 97 of 100", "Services that send to it");
    assertThat(browser().texts(".snippet pre").toList()).isNotEmpty();
  }

  @Test
  void saysThatNoServiceWasSeenYet() {
    // when
    PAGE.open("/services");

    // then
    browser().awaitText(".note", text -> text.startsWith("No service yet."));
  }
}
