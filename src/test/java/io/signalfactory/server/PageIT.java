package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.query.Holding;
import io.signalfactory.query.Samples;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page in a real browser, with a real server of an instance that the test scripts. */
@EnabledIf(
    value = "io.signalfactory.server.PageFixture#thereIsABrowser",
    disabledReason = "no Chromium here: apt-get install chromium chromium-driver")
class PageIT {

  private static final String OTHER = "urn:dp:orders:shipped";
  private static final String MARKUP = "urn:dp:<img src=x onerror=document.title='hacked'>:x";

  @RegisterExtension static final PageFixture PAGE = new PageFixture();

  private static Browser browser() {
    return PAGE.browser();
  }

  @Test
  void saysHowManyDatasetsAreInBreachAndWhichIsWorst() {
    // given
    PAGE.oneIsInBreach();

    // when
    PAGE.open("/");

    // then
    browser()
        .awaitText(
            "#headline",
            text ->
                text.startsWith("1 of 2 datasets is in breach; worst: orders created, ")
                    && text.endsWith(" min"));
    browser().screenshot("overview-light");
  }

  @Test
  void saysThatAllIsWellOnlyIfAllIsWell() {
    // given
    PAGE.twoAreWell();

    // when
    PAGE.open("/");

    // then
    browser().awaitText("#headline", "All 2 datasets keep their promises."::equals);
    assertThat(browser().text(".us")).startsWith("1/1 instance, no partition missing, ");
  }

  @Test
  void doesNotCallWellWhatIsNotJudged() {
    // given
    PAGE.twoAreWell();
    PAGE.stores().putContract(OTHER, Samples.contract(OTHER, "orders-team", 3));
    PAGE.stores().put(Samples.state(OTHER, Signal.VOLUME, null, State.UNKNOWN));

    // when
    PAGE.open("/");

    // then
    browser().awaitText("#headline", "No breach; 1 of 3 datasets is not judged."::equals);
  }

  @Test
  void doesNotCallWellWhatItDoesNotSee() {
    // given
    PAGE.twoAreWell();
    PAGE.instance().placement.holds(1, Holding.NONE);
    PAGE.instance().placement.holds(3, Holding.NONE);

    // when
    PAGE.open("/");

    // then
    browser()
        .awaitText(
            ".WARNING-note",
            text -> text.startsWith("Datasets may be missing: partitions 1 and 3 are moving."));
    assertThat(browser().text("#headline")).doesNotContain("keep their promises");
  }

  @Test
  void saysWhatToWaitForWhenThereIsNothingYet() {
    // when
    PAGE.open("/");

    // then
    browser()
        .awaitText(
            "#headline",
            "Nothing to judge yet. Records on topics matching raw\\..+ appear here within seconds."
                ::equals);
  }

  @Test
  void showsMarkupInNamesAsText() {
    // given
    PAGE.stores().put(Samples.state(MARKUP, Signal.VOLUME, null, State.OK));
    PAGE.open("/");
    browser().awaitText(".row .name", text -> text.contains("<img src=x"));

    // when
    browser().click(".row .name a");

    // then
    browser().awaitText("h1", text -> text.contains("<img src=x onerror"));
    assertThat(browser().count("main img")).isZero();
    assertThat(browser().run("return document.title").toString()).doesNotStartWith("hacked");
  }

  @Test
  void showsABreachAsItOpensAndAsItResolvesWithoutALoad() {
    // given
    PAGE.twoAreWell();
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.startsWith("All 2"));
    browser().awaitText(".live-word", "Live"::equals);
    browser().run("window.loaded = 'once'");

    // when
    PAGE.publish(PageFixture.breach(Breach.Status.OPEN));
    browser().awaitText("#headline", text -> text.startsWith("1 of 2 datasets is in breach"));
    PAGE.publish(PageFixture.breach(Breach.Status.RESOLVED));

    // then
    browser().awaitText("#headline", text -> text.startsWith("All 2"));
    assertThat(browser().run("return window.loaded")).isEqualTo("once");
  }

  @Test
  void holdsAndCountsChangesWhileItIsPaused() {
    // given
    PAGE.twoAreWell();
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.startsWith("All 2"));
    browser().awaitText(".live-word", "Live"::equals);
    browser().click(".pause");

    // when
    PAGE.publish(PageFixture.breach(Breach.Status.OPEN));

    // then
    browser().awaitText("#notices", text -> text.contains("1 change waits."));
    assertThat(browser().text("#headline")).startsWith("All 2");
    browser().click(".pause");
    browser().awaitText("#headline", text -> text.startsWith("1 of 2 datasets is in breach"));
  }

  @Test
  void saysThatTheConnectionIsLostAndGoesOnWhenItIsBack() {
    // given
    PAGE.twoAreWell();
    PAGE.open("/");
    browser().awaitText(".live-word", "Live"::equals);
    browser().awaitText("#headline", text -> text.startsWith("All 2"));
    int port = PAGE.server().port();

    // when
    PAGE.server().close();
    browser()
        .awaitText(
            "#notices",
            text -> text.startsWith("Connection lost at ") && text.contains("What you see is "));
    browser().screenshot("connection-lost");
    assertThat(browser().text("#headline")).doesNotContain("keep their promises");
    PAGE.publish(PageFixture.breach(Breach.Status.OPEN));
    PAGE.listenAgain(port);

    // then
    browser().awaitText(".live-word", "Live"::equals);
    browser().awaitText("#headline", text -> text.startsWith("1 of 2 datasets is in breach"));
  }

  @Test
  void filtersInTheUrlSoThatAViewCanBeSentToAColleague() {
    // given
    PAGE.oneIsInBreach();
    PAGE.open("/");
    browser().awaitText(".rows", text -> text.contains("payments:settled"));

    // when
    browser().click("#search");
    browser().type("paym");

    // then
    browser().awaitText(".rows", text -> !text.contains("orders:created"));
    assertThat(browser().url()).endsWith("/?q=paym");
    browser().reload();
    browser().awaitText(".rows", text -> text.contains("payments:settled"));
    assertThat(browser().text(".rows")).doesNotContain("orders:created");
  }

  @Test
  void saysWhenNothingMatchesAndHowToSeeAllAgain() {
    // given
    PAGE.oneIsInBreach();
    PAGE.open("/?owner=nobody");
    browser().awaitText("main", text -> text.contains("No dataset matches these filters."));

    // when
    browser().click(".note button");

    // then
    browser().awaitText(".rows", text -> text.contains("orders:created"));
    assertThat(browser().url()).doesNotContain("owner");
  }

  @Test
  void leadsFromTheListToCopiedMarkdownByKeyboardAlone() {
    // given
    PAGE.oneIsInBreach();
    PAGE.open("/");
    browser().awaitText(".rows", text -> text.contains("orders:created"));

    // when
    browser().press(Keys.ARROW_DOWN);
    browser().press(Keys.ENTER);
    browser().await(".breach-card");
    browser()
        .run(
            "window.copied = null;"
                + "document.execCommand = () => { window.copied ="
                + " document.activeElement.value; return true; };"
                + "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => {"
                + " window.copied = text; }}});");
    browser().type("c");

    // then
    browser().awaitText(".toast", "Copied."::equals);
    assertThat(browser().run("return window.copied").toString())
        .startsWith("### OPEN CRITICAL: compliance of orders:created")
        .contains("81.0 % of events passed in the last hour, 95 % required")
        .contains("orders-svc v3.18 leaves out customer\\_id")
        .contains("`raw.orders.events-3@1042`")
        .contains("/breaches/" + PageFixture.BREACH);
    browser().press(Keys.ESCAPE);
    browser().await(".rows");
  }

  @Test
  void listsItsKeys() {
    // given
    PAGE.twoAreWell();
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.startsWith("All 2"));

    // when
    browser().type("?");

    // then
    browser().awaitText("dialog", text -> text.contains("copy as Markdown"));
    browser().press(Keys.ESCAPE);
    org.awaitility.Awaitility.await().until(() -> browser().count("dialog") == 0);
  }

  @Test
  void answersAllQuestionsOfWhoIsCalledAtNightOnAPhoneWithoutScrolling() {
    // given
    PAGE.oneIsInBreach();
    browser().size(390, 844);

    // when
    PAGE.open("/breaches/" + PageFixture.BREACH);

    // then
    browser().await(".actions");
    browser().screenshot("breach-phone");
    for (String text :
        List.of(
            "Open: compliance, orders:created",
            "CRITICAL",
            "81.0 % of events passed",
            "Since",
            "orders-team",
            "exec-dashboard",
            "orders-svc v3.18 leaves out customer_id")) {
      assertThat(browser().text(".breach-top")).contains(text);
    }
    assertThat(
            Double.parseDouble(
                browser()
                    .run("return document.querySelector('.actions').getBoundingClientRect().bottom")
                    .toString()))
        .isLessThan(844);
  }

  @Test
  void leadsFromACauseToItsTrace() {
    // given
    PAGE.oneIsInBreach();

    // when
    PAGE.open("/breaches/" + PageFixture.BREACH);

    // then
    browser().await(".sample a");
    assertThat(browser().element(".sample a").getDomProperty("href"))
        .startsWith("https://traces.example.com/trace/")
        .doesNotContain("{trace_id}");
  }

  @Test
  void saysThatABreachIsGone() {
    // when
    PAGE.open("/breaches/brc-01JDB2X4M8QZ0V6T3H5R9K7C99");

    // then
    browser()
        .awaitText("main", text -> text.contains("No breach with this id in the last 30 days."));
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 720})
  void needsNoScrollingSidewaysOnAPhone(int width) {
    // given
    PAGE.oneIsInBreach();
    PAGE.twoServices();
    browser().size(width, 844);
    List<String> tooWide = new ArrayList<>();

    // when
    for (String route : PageFixture.routes()) {
      PAGE.openDrawn(route);
      browser().screenshot("phone-" + width + route.replaceAll("[^a-z]+", "-"));
      Object needed = browser().run("return document.documentElement.scrollWidth");
      if (Double.parseDouble(needed.toString()) > width) {
        tooWide.add(route + " needs " + needed);
      }
    }

    // then
    assertThat(tooWide).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void everybodyCanUseEveryRoute(String scheme) {
    // given
    PAGE.oneIsInBreach();
    PAGE.twoServices();
    browser().scheme(scheme);
    List<String> findings = new ArrayList<>();

    // when
    for (String route : PageFixture.routes()) {
      PAGE.openDrawn(route);
      browser().screenshot(scheme + route.replaceAll("[^a-z]+", "-"));
      browser().axe().forEach(finding -> findings.add(route + " " + finding));
    }

    // then
    assertThat(findings).isEmpty();
  }

  @Test
  void leavesTheConsoleEmptyOnEveryRoute() {
    // given
    PAGE.oneIsInBreach();
    PAGE.twoServices();
    List<String> lines = new ArrayList<>();

    // when
    for (String route : PageFixture.routes()) {
      PAGE.openDrawn(route);
      browser().console().forEach(line -> lines.add(route + " " + line));
    }

    // then
    assertThat(lines).isEmpty();
  }

  @Test
  void showsMistakesOfAContractAtTheirLinesWhileItIsTyped() {
    // given
    PAGE.open("/contracts/new");
    browser().awaitText("#mistakes", text -> text.contains("mistake"));

    // when
    browser()
        .run(
            "const area = document.querySelector('.yaml');"
                + "area.value = area.value.replace('tier: 2', 'tier: 4');"
                + "area.dispatchEvent(new Event('input'));");

    // then
    browser().awaitText("#mistakes", text -> text.contains("'tier' must be 1 to 3, is 4"));
    assertThat(browser().texts(".numbers .wrong")).contains("7");
  }

  @Test
  void draftsAContractForATopicThatNobodyHasDescribed() {
    // given
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      orders.add("{\"order_id\": \"ord-" + i + "\", \"total\": " + i + ".5, \"paid\": true}");
    }
    PAGE.sampler().add("raw.shop.orders", orders);

    // when
    PAGE.open("/contracts/new?topic=raw.shop.orders");

    // then
    browser().awaitText("aside", text -> text.contains("Drafted from 60 records."));
    assertThat(browser().run("return document.querySelector('.yaml').value").toString())
        .contains("topic: \"raw.shop.orders\"")
        .contains("order_id")
        .doesNotContain("ord-7");
    browser().awaitText("#mistakes", text -> text.contains("No mistake."));
    browser().screenshot("draft");
  }

  @Test
  void showsTenThousandDatasetsWithoutTenThousandRows() {
    // given
    for (int i = 0; i < 10_000; i++) {
      PAGE.stores().put(Samples.state("urn:dp:many:d" + i, Signal.VOLUME, null, State.OK));
    }
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.contains("10,000 datasets"));

    // when
    browser().run("scrollTo(0, document.body.scrollHeight)");

    // then
    browser().awaitText(".rows", text -> text.contains("many:d9999"));
    assertThat(browser().count(".row")).isBetween(10, 100);
    assertThat(browser().element(".grid").getDomAttribute("aria-rowcount")).isEqualTo("10001");
  }
}
