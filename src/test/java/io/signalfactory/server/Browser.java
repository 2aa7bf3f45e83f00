package io.signalfactory.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a screen, as far as tests of the page need it. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path SCREENSHOTS = Path.of("src/target/screenshots");
  private static final List<String> CHROMIUMS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final String DRIVER = "/usr/bin/chromedriver";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Where Chromium is; empty if there is none, or nothing to drive it with. */
  static Optional<String> chromium() {
    return Files.isExecutable(Path.of(DRIVER))
        ? CHROMIUMS.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst()
        : Optional.empty();
  }

  static Browser start() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium().orElseThrow());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(new File(DRIVER)).build();
    return new Browser(new ChromeDriver(service, options));
  }

  void open(String url) {
    driver.get(url);
  }

  String url() {
    return String.valueOf(driver.getCurrentUrl());
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** A window of this size; narrow ones are phones. */
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 700));
  }

  /** The preference of the system: dark or light. */
  void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** What a style sheet can ask for, such as {@code prefers-reduced-motion}. */
  void prefers(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** Shows the page as it is printed. */
  void print() {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
  }

  /** Shows the page on the screen again, light, and with colours. */
  void asUsual() {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    driver.executeCdpCommand("Emulation.setEmulatedVisionDeficiency", Map.of("type", "none"));
    scheme("light");
  }

  void withoutColours() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedVisionDeficiency", Map.of("type", "achromatopsia"));
  }

  /** The time zone of the computer; empty for its own. */
  void zone(String id) {
    driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", id));
  }

  /** Opens a page in a tab of its own, in front of the others. */
  void openInNewTab(String url) {
    driver.switchTo().newWindow(WindowType.TAB);
    driver.get(url);
  }

  /** Closes all tabs but the first. */
  void closeOtherTabs() {
    List<String> tabs = List.copyOf(driver.getWindowHandles());
    for (String tab : tabs.subList(1, tabs.size())) {
      driver.switchTo().window(tab);
      driver.close();
    }
    driver.switchTo().window(tabs.get(0));
  }

  /**
   * What a script makes of a module of the page.
   *
   * @param path of the module, such as {@code page/js/format.js}
   * @param script an expression; the module is {@code m}
   */
  Object module(String path, String script) {
    return java.util.Objects.requireNonNullElse(
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "import(new URL(arguments[0], document.baseURI).href).then(m => done("
                + script
                + ")).catch(e => done('failed: ' + e));",
            path),
        "");
  }

  /** The text of an element; empty if there is none now. */
  String text(String css) {
    try {
      return String.valueOf(driver.findElement(By.cssSelector(css)).getText());
    } catch (NoSuchElementException | StaleElementReferenceException e) {
      return "";
    }
  }

  void awaitText(String css, Predicate<String> wanted) {
    Awaitility.await("text of " + css).atMost(PATIENCE).until(() -> wanted.test(text(css)));
  }

  void await(String css) {
    Awaitility.await(css).atMost(PATIENCE).until(() -> count(css) > 0);
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  WebElement element(String css) {
    await(css);
    return driver.findElement(By.cssSelector(css));
  }

  void click(String css) {
    element(css).click();
  }

  /** Types into whatever has the focus. */
  void type(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Presses a key where nothing is typed into. */
  void press(Keys key) {
    type(key);
  }

  Object run(String script, Object... arguments) {
    return java.util.Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
  }

  /** What an asynchronous script says at its end. */
  Object runAsync(String script) {
    return java.util.Objects.requireNonNullElse(driver.executeAsyncScript(script), "");
  }

  /** Runs a script in every page that is opened from now on, before its own. */
  void onEveryPage(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** What is on the heap of the page after its garbage has gone. */
  double heapMegabytes() {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    driver.executeCdpCommand("Performance.enable", Map.of());
    Object metrics = driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
    if (metrics instanceof List<?> list) {
      for (Object metric : list) {
        if (metric instanceof Map<?, ?> named && "JSHeapUsedSize".equals(named.get("name"))) {
          return Double.parseDouble(String.valueOf(named.get("value"))) / 1e6;
        }
      }
    }
    throw new IllegalStateException("Chromium does not say how large its heap is");
  }

  /** What the console has got since it was last asked, but for what is only for developers. */
  List<String> console() {
    List<String> lines = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() > java.util.logging.Level.FINE.intValue()) {
        lines.add(entry.getLevel() + " " + entry.getMessage());
      }
    }
    return lines;
  }

  /** The serious findings of axe, each with the element that it is about. */
  List<String> axe() {
    driver.executeScript(axeScript());
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200) + ' '"
                + " + n.failureSummary.slice(0, 300)))), e => done(['axe failed: ' + e]));");
    List<String> lines = new ArrayList<>();
    if (found instanceof List<?> list) {
      list.forEach(line -> lines.add(String.valueOf(line)));
    }
    return lines;
  }

  private static String axeScript() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          java.util.Objects.requireNonNull(in, "axe is not on the class path").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what is seen, as output of the build. */
  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts of all such elements. */
  Stream<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream()
        .map(WebElement::getText)
        .map(String::valueOf);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
