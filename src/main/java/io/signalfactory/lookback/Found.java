package io.signalfactory.lookback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param newestFirst the Evidence, by processing time, as it stands in the topic
 * @param lookedBackTo all Evidence that was asked for and was written after this is in the list;
 *     null if the topic was read to its start
 */
public record Found(List<JsonNode> newestFirst, @Nullable Instant lookedBackTo) {

  public Found {
    newestFirst = List.copyOf(newestFirst);
  }
}
