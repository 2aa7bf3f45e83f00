package io.signalfactory.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** All files of the page but its frame. */
final class PageFiles {

  /** A jar cannot be asked for the files in a folder. A test compares this list with the folder. */
  static final List<String> NAMES =
      List.of(
          "icon.svg",
          "css/base.css",
          "css/print.css",
          "css/tokens.css",
          "css/views.css",
          "js/api.js",
          "js/chart.js",
          "js/dom.js",
          "js/draft.js",
          "js/evidence.js",
          "js/format.js",
          "js/keys.js",
          "js/list.js",
          "js/live.js",
          "js/main.js",
          "js/parts.js",
          "js/past.js",
          "js/ready.js",
          "js/router.js",
          "js/senders.js",
          "js/store.js",
          "js/story.js",
          "js/stream.js",
          "js/strip.js",
          "js/theme.js",
          "js/words.js",
          "js/views/breach.js",
          "js/views/breaches.js",
          "js/views/contracts.js",
          "js/views/dataset.js",
          "js/views/editor.js",
          "js/views/instances.js",
          "js/views/overview.js",
          "js/views/services.js",
          "js/views/settings.js");

  private static final String FOLDER = "/page/";
  private static final String UPLOT_PROPERTIES =
      "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private PageFiles() {}

  static List<PageFile> all() {
    List<PageFile> files = new ArrayList<>();
    for (String name : NAMES) {
      files.add(PageFile.read(FOLDER + name, FOLDER + name));
    }
    String uplot = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/";
    files.add(PageFile.read(FOLDER + "lib/uplot.js", uplot + "uPlot.iife.min.js"));
    files.add(PageFile.read(FOLDER + "lib/uplot.css", uplot + "uPlot.min.css"));
    return files;
  }

  private static String uplotVersion() {
    try (InputStream in = PageFiles.class.getResourceAsStream(UPLOT_PROPERTIES)) {
      if (in == null) {
        throw new IOException("the WebJar of uPlot is not on the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException("the page's library for charts cannot be read", e);
    }
  }
}
