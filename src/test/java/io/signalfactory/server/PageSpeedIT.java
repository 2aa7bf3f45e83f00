package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.query.Samples;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How fast the page is with 10,000 datasets. {@code benchmarks/run page} runs it; no other build
 * does, as times of a busy machine say nothing.
 */
@EnabledIfSystemProperty(named = "page.speed", matches = ".+")
class PageSpeedIT {

  @RegisterExtension static final PageFixture PAGE = new PageFixture();

  private static final int DATASETS = 10_000;
  private static final int ROUNDS = 5;
  private static final int VISITS = 100;
  private static final int CHANGES_PER_SECOND = 200;

  /** Runs once what was done has been painted: after a frame, and what the frame caused. */
  private static final String PAINTED =
      "const painted = () => new Promise(done => requestAnimationFrame(() => {"
          + "const c = new MessageChannel(); c.port1.onmessage = () => done(performance.now());"
          + "c.port2.postMessage(0); }));";

  private final List<String> lines = new ArrayList<>();

  private static Browser browser() {
    return PAGE.browser();
  }

  private static void tenThousand() {
    for (int i = 0; i < DATASETS; i++) {
      PAGE.stores().put(Samples.state(urn(i), Signal.VOLUME, null, State.OK));
    }
  }

  private static String urn(int i) {
    return String.format(Locale.ROOT, "urn:dp:many:d%05d", i);
  }

  private void keep(String name, List<Double> figures) {
    StringBuilder line = new StringBuilder(name);
    figures.forEach(figure -> line.append(String.format(Locale.ROOT, " %.1f", figure)));
    lines.add(line.toString());
  }

  private static double measured(String script) {
    return Double.parseDouble(
        browser()
            .runAsync("const done = arguments[arguments.length - 1];" + PAINTED + script)
            .toString());
  }

  @Test
  void isMeasured() throws Exception {
    // given
    tenThousand();
    browser().onEveryPage(PAINTED + FIRST_ROW);

    // when
    overview();
    keystrokes();
    scrolling();
    datasets();
    interactionsDuringChanges();
    heap();

    // then
    Files.write(Path.of(System.getProperty("page.speed")), lines);
    assertThat(lines).hasSize(6);
  }

  /** Notes when the first row is painted, and when the rows that it shows had arrived. */
  private static final String FIRST_ROW =
      "new MutationObserver(async (changes, it) => {"
          + " if (!document.querySelector('.row')) return; it.disconnect();"
          + " const at = await painted();"
          + " const came = performance.getEntriesByType('resource').filter(e =>"
          + " e.name.includes('/overview')).map(e => e.responseEnd)[0];"
          + " window.firstRow = at - came;"
          + "}).observe(document, {childList: true, subtree: true});";

  private void overview() {
    List<Double> figures = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      PAGE.open("/");
      browser().awaitText("#headline", text -> text.contains("10,000 datasets"));
      figures.add(Double.parseDouble(browser().run("return window.firstRow").toString()));
    }
    keep("overview", figures);
  }

  private void keystrokes() {
    List<Double> figures = new ArrayList<>();
    for (String text : List.of("d", "d0", "d01", "d012", "d0123", "d012", "d01", "d0", "d", "")) {
      figures.add(
          measured(
              "const s = document.getElementById('search'); const at = performance.now();"
                  + "s.value = '"
                  + text
                  + "'; s.dispatchEvent(new Event('input', {bubbles: true}));"
                  + "painted().then(end => done(end - at));"));
    }
    keep("keystroke", figures);
  }

  private void scrolling() {
    List<Double> figures = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      figures.add(
          measured(
              "scrollTo(0, 0); const frames = []; let last = performance.now();"
                  + "const step = now => { frames.push(now - last); last = now;"
                  + " scrollBy(0, 400); if (frames.length < 180) requestAnimationFrame(step);"
                  + " else { frames.shift(); frames.sort((a, b) => a - b);"
                  + " done(frames[Math.floor(frames.length * 0.95)]); } };"
                  + "requestAnimationFrame(step);"));
    }
    keep("frame", figures);
  }

  private void datasets() {
    List<Double> figures = new ArrayList<>();
    for (int round = 0; round < ROUNDS * 2; round++) {
      PAGE.open("/");
      browser().awaitText("#headline", text -> text.contains("10,000 datasets"));
      figures.add(
          measured(
              "const at = performance.now();"
                  + "new MutationObserver(async (c, it) => {"
                  + " if (document.querySelectorAll('canvas').length < 4) return;"
                  + " it.disconnect(); done(await painted() - at); })"
                  + ".observe(document, {childList: true, subtree: true});"
                  + "document.querySelectorAll('.row .name a')["
                  + round
                  + "].click();"));
    }
    keep("dataset", figures);
  }

  private void interactionsDuringChanges() throws Exception {
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.contains("10,000 datasets"));
    browser().awaitText(".live-word", "Live"::equals);
    browser()
        .run(
            "window.slow = []; new PerformanceObserver(list => list.getEntries().forEach(e =>"
                + " { if (e.interactionId) window.slow.push(e.duration); }))"
                + ".observe({type: 'event', durationThreshold: 16, buffered: false});");
    ScheduledExecutorService changes = Executors.newSingleThreadScheduledExecutor();
    List<Integer> published = new ArrayList<>();
    try {
      var unused =
          changes.scheduleAtFixedRate(
              () -> publish(published), 0, 1_000_000 / CHANGES_PER_SECOND, TimeUnit.MICROSECONDS);
      browser().click("#search");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (System.nanoTime() < end) {
        browser().type("d");
        browser().type(org.openqa.selenium.Keys.BACK_SPACE);
      }
    } finally {
      changes.shutdownNow();
    }
    keep(
        "interaction",
        List.of(
            Double.parseDouble(browser().run("return Math.max(0, ...window.slow)").toString()),
            (double) published.size() / 10));
  }

  private static void publish(List<Integer> published) {
    int i = published.size();
    published.add(i);
    PAGE.publish(
        Samples.breach(
            String.format(Locale.ROOT, "%02d", i % 90 + 10),
            urn(i * 37 % DATASETS),
            i % 2 == 0 ? Breach.Status.OPEN : Breach.Status.RESOLVED,
            Instant.now()));
  }

  private void heap() {
    PAGE.open("/");
    browser().awaitText("#headline", text -> text.contains("10,000 datasets"));
    List<Double> figures = new ArrayList<>();
    for (int visit = 1; visit <= VISITS; visit++) {
      measured(
          "new MutationObserver(async (c, it) => {"
              + " if (document.querySelectorAll('canvas').length < 4) return;"
              + " it.disconnect(); done(await painted()); })"
              + ".observe(document, {childList: true, subtree: true});"
              + "document.querySelectorAll('.row .name a')["
              + visit % 10
              + "].click();");
      // Not by elements: the driver keeps each that it has found, and all of its document.
      measured(
          "const wait = () => document.querySelector('.rows .row') ? painted().then(done)"
              + " : requestAnimationFrame(wait); history.back(); wait();");
      if (visit % 10 == 0) {
        figures.add(browser().heapMegabytes());
      }
    }
    keep("heap", figures);
  }
}
