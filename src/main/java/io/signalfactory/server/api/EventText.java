package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalfactory.live.LiveItem;
import io.signalfactory.live.LivePosition;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events as they are written, by the HTML Standard, section 9.2 (Server-sent events).
 * Data is JSON in one line, so no line of it can be taken for a field.
 */
final class EventText {

  private EventText() {}

  /** What a stream begins with: how soon to come back, in milliseconds, and from where. */
  static byte[] opening(LivePosition position, long retryMs) {
    return bytes("retry: " + retryMs + "\nid: " + position.text() + "\n\n");
  }

  static byte[] of(LiveItem item) {
    String id = "id: " + item.position().text() + "\n";
    if (item instanceof LiveItem.Change change) {
      return bytes(id + "event: " + change.name() + "\ndata: " + change.data() + "\n\n");
    }
    if (item instanceof LiveItem.Reset reset) {
      String why = JsonNodeFactory.instance.objectNode().put("reason", reset.reason()).toString();
      return bytes(id + "event: reset\ndata: " + why + "\n\n");
    }
    // An event without data is not handed to the page, but its id is kept.
    return bytes(": heartbeat\n" + id + "\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
