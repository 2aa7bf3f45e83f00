package io.signalfactory.server;

import static io.signalfactory.query.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.query.Holding;
import io.signalfactory.query.Samples;
import io.signalfactory.query.ScriptedPlacement;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The page as different people use it: with other eyes, hands, habits and connections. */
@EnabledIf(
    value = "io.signalfactory.server.PageFixture#thereIsABrowser",
    disabledReason = "no Chromium here: apt-get install chromium chromium-driver")
class PageUseIT {

  @RegisterExtension static final PageFixture PAGE = new PageFixture();

  private static Browser browser() {
    return PAGE.browser();
  }

  private static double number(String script) {
    return Double.parseDouble(browser().run("return " + script).toString());
  }

  private static void manyDatasets(int number) {
    for (int i = 0; i < number; i++) {
      PAGE.stores()
          .put(
              Samples.state(
                  String.format(java.util.Locale.ROOT, "urn:dp:many:d%03d", i),
                  Signal.VOLUME,
                  null,
                  State.OK));
    }
  }

  @Test
  void keysThatAreCharactersCanBeTurnedOff() {
    // given
    PAGE.twoAreWell();
    PAGE.open("/settings");
    browser().click("input[name=keys][value=off]");
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.startsWith("All 2"));

    // when
    browser().type("?");
    browser().type("p");

    // then
    assertThat(browser().count("dialog")).isZero();
    assertThat(browser().text(".live-word")).isNotEqualTo("Paused");
    browser().run("localStorage.clear()");
  }

  @Test
  void theFocusIsSeenAndNeverBelowTheHeader() {
    // given
    manyDatasets(200);
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.contains("200 datasets"));
    browser().press(Keys.ARROW_DOWN);
    browser().click("#search");
    browser().press(Keys.ARROW_DOWN);
    List<String> hidden = new ArrayList<>();

    // when
    for (Keys key : List.of(Keys.END, Keys.ARROW_UP, Keys.PAGE_UP, Keys.PAGE_UP, Keys.HOME)) {
      browser().press(key);
      double top = number("document.activeElement.getBoundingClientRect().top");
      double bottom = number("document.activeElement.getBoundingClientRect().bottom");
      double header = number("document.getElementById('bar').getBoundingClientRect().bottom");
      if (top < header - 1 || bottom > number("innerHeight") + 1) {
        hidden.add(key.name() + " " + top + " to " + bottom);
      }
    }

    // then
    assertThat(hidden).isEmpty();
    assertThat(browser().run("return document.activeElement.getAttribute('role')"))
        .isEqualTo("row");
    assertThat(browser().run("return getComputedStyle(document.activeElement).outlineStyle"))
        .isNotEqualTo("none");
  }

  @Test
  void everyStateHasAShapeOfItsOwn() {
    // given
    int i = 0;
    for (State state : State.values()) {
      PAGE.stores().put(Samples.state("urn:dp:shape:d" + i++, Signal.VOLUME, null, state));
    }
    PAGE.open("/");
    browser().awaitText(".rows", text -> text.contains("shape:d3"));

    // when
    browser().withoutColours();
    browser().screenshot("without-colours");

    // then
    Set<String> shapes = new HashSet<>();
    if (browser()
            .run("return [...document.querySelectorAll('.row .name svg')].map(it => it.innerHTML)")
        instanceof List<?> list) {
      list.forEach(shape -> shapes.add(String.valueOf(shape)));
    }
    assertThat(shapes).hasSize(State.values().length);
  }

  @Test
  void nothingMovesForWhoWantsNoMotion() {
    // given
    PAGE.twoAreWell();
    browser().prefers("prefers-reduced-motion", "reduce");
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.startsWith("All 2"));
    browser().awaitText(".live-word", "Live"::equals);

    // when
    PAGE.publish(PageFixture.breach(Breach.Status.OPEN));
    browser().awaitText("#headline", text -> text.startsWith("1 of 2"));

    // then
    assertThat(browser().run("return document.getAnimations().length")).hasToString("0");
  }

  @Test
  void eightTabsLoad() {
    // given
    PAGE.oneIsInBreach();
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.startsWith("1 of 2"));

    // when
    List<String> headlines = new ArrayList<>();
    for (int tab = 2; tab <= 8; tab++) {
      browser().openInNewTab(PAGE.server().url() + "/");
      browser().awaitText("#headline", text -> text.startsWith("1 of 2"));
      browser().awaitText(".live-word", "Live"::equals);
      headlines.add(browser().text("#headline"));
    }
    browser().closeOtherTabs();

    // then
    assertThat(headlines).hasSize(7);
  }

  @Test
  void recoversAloneFromAServerThatCannotAnswerYet() {
    // given
    PAGE.twoAreWell();
    for (int partition = 0; partition < ScriptedPlacement.PARTITIONS; partition++) {
      PAGE.instance().placement.holds(partition, Holding.NONE);
    }
    PAGE.open("/");
    browser().awaitText("#notices", text -> text.startsWith("Could not load: "));

    // when
    for (int partition = 0; partition < ScriptedPlacement.PARTITIONS; partition++) {
      PAGE.instance().placement.holds(partition, Holding.ACTIVE);
    }

    // then
    browser().awaitText("#headline", "All 2 datasets keep their promises."::equals);
    browser().awaitText("#notices", String::isEmpty);
  }

  @Test
  void saysOnADatasetThatPartitionsAreMissing() {
    // given
    PAGE.twoAreWell();
    int own = ScriptedPlacement.partition(ORDERS);
    int other = (own + 1) % ScriptedPlacement.PARTITIONS;
    PAGE.instance().placement.holds(other, Holding.NONE);

    // when
    PAGE.open("/datasets/" + ORDERS);

    // then
    browser()
        .awaitText(
            ".told",
            text -> text.contains("Datasets may be missing: partition " + other + " is moving."));
  }

  @Test
  void oneZoneIsUsedForEverything() {
    // given
    PAGE.oneIsInBreach();
    browser().zone("America/New_York");
    PAGE.open("/datasets/" + ORDERS);
    browser().await("canvas");
    browser().click(".chart button");
    browser().awaitText(".chart-table tbody th", text -> text.endsWith("UTC"));

    // when
    browser().run("localStorage.setItem('zone', 'local')");
    browser().reload();
    browser().await("canvas");
    browser().click(".chart button");

    // then
    browser().awaitText(".chart-table tbody th", text -> !text.isEmpty() && !text.endsWith("UTC"));
    assertThat(browser().texts(".chart-table tbody th").filter(it -> it.contains("UTC"))).isEmpty();
    assertThat(browser().text("#bar")).doesNotContain("UTC");
    browser().run("localStorage.clear()");
    browser().zone("");
  }

  /** A history of hours from 2026-10-24T22:00Z, over the end of summer time in Berlin. */
  private static final String HISTORY =
      """
      ({dataset_urn: 'urn:dp:x:y', from: '2026-10-24T22:00:00Z', step: 'PT1H', windows: 25,
        counted_from: null, judged_from: null, versions: [], deployments: [], breaches: [],
        limits: {freshness: {warning: null, critical: null, consumers: []},
          volume: {minimum_per_hour: 5, maximum_per_hour: null},
          compliance: {minimum: 0.95}, quality: {minimum: null}},
        coverage: {counted: Array(25).fill(1), judged: Array(25).fill(1)},
        states: {freshness: 'U'.repeat(25), volume: 'O'.repeat(3) + 'U' + 'O'.repeat(21),
          compliance: 'O'.repeat(25), quality: '.'.repeat(25)},
        freshness: {worst_staleness_seconds: Array(25).fill(null)},
        volume: {events: [0, null, 7].concat(Array(22).fill(9)), late_events: [0, 0, 3].concat(Array(22).fill(0)), usual: []},
        compliance: {failed: Array(25).fill(0)},
        quality: {evaluated: Array(25).fill(null), passed: Array(25).fill(null), rules: []}})
      """;

  @Test
  void noBarIsLostOnTheDayOnWhichSummerTimeEnds() {
    // given
    browser().zone("Europe/Berlin");
    PAGE.open("/");

    // when
    Object chart =
        browser()
            .module(
                "page/js/past.js",
                "(({times, series}) => [times.length, new Set(times).size,"
                    + " series[0].values.length].join())(m.specs("
                    + HISTORY
                    + ", 1792965600, 1793055600)[1])");

    // then
    assertThat(chart).isEqualTo("25,25,25");
    browser().zone("");
  }

  @Test
  void unknownGapZeroAndAnHourThatIsNotOverAreDifferentThings() {
    // given
    PAGE.open("/");

    // when
    Object chart =
        browser()
            .module(
                "page/js/past.js",
                "(({spans, series, notch, times}) => JSON.stringify({zero: series[0].values[0],"
                    + " gap: series[0].values[1], unknown: spans.filter(it => it.kind ==="
                    + " 'unknown').length, outlined: series[1].outlined, label: series[1].label,"
                    + " late: notch(2).value}))(m.specs("
                    + HISTORY
                    + ", 1792965600, 1793055600)[1])");

    // then
    assertThat(chart)
        .isEqualTo(
            "{\"zero\":0,\"gap\":null,\"unknown\":1,\"outlined\":true,\"label\":\"so far\","
                + "\"late\":7}");
  }

  @Test
  void printsWhatIsWrongOnWhite() {
    // given
    PAGE.oneIsInBreach();
    browser().scheme("dark");
    PAGE.open("/breaches/" + PageFixture.BREACH);
    browser().await(".actions");

    // when
    browser().print();
    browser().screenshot("print");

    // then
    assertThat(browser().run("return getComputedStyle(document.documentElement).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(browser().text(".breach-top"))
        .contains("81.0 % of events passed")
        .contains("orders-svc v3.18 leaves out customer_id");
    assertThat(number("document.getElementById('bar').getBoundingClientRect().height")).isZero();
  }
}
