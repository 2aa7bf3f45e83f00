package io.signalfactory.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A file of the page.
 *
 * @param path where it is served, such as {@code /page/js/main.js}
 * @param mediaType its media type
 * @param bytes its content
 */
record PageFile(String path, String mediaType, byte[] bytes) {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  /**
   * Reads one from the class path.
   *
   * @param path where it is served
   * @param resource where it is on the class path
   * @throws UncheckedIOException if it is not there
   */
  static PageFile read(String path, String resource) {
    try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path: build the jar anew");
      }
      return new PageFile(path, mediaType(resource), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the page cannot be read", e);
    }
  }

  private static String mediaType(String resource) {
    String extension = resource.substring(resource.lastIndexOf('.') + 1);
    String type = MEDIA_TYPES.get(extension);
    if (type == null) {
      throw new IllegalArgumentException(resource + " has no known media type");
    }
    return type;
  }
}
