package io.signalfactory.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The breaches that were published. */
final class Breaches {

  private final Map<String, Opened> opened = new LinkedHashMap<>();
  private final List<String> resolved = new ArrayList<>();

  /** A breach that was opened. */
  record Opened(String id, String urn, String signal, String summary) {

    /** Whether it is the one that the load brings about. */
    boolean isDue() {
      return urn.equals(Feed.REFUNDS.urn()) && signal.equals("compliance");
    }

    @Override
    public String toString() {
      return signal + " of " + urn + ": " + summary;
    }
  }

  /** A record of the breaches topic. */
  synchronized void add(JsonNode breach) {
    String id = breach.path("breach_id").asText();
    switch (breach.path("status").asText()) {
      case "OPEN" ->
          opened.putIfAbsent(
              id,
              new Opened(
                  id,
                  breach.path("dataset_urn").asText(),
                  breach.path("signal").asText(),
                  breach.path("summary").asText()));
      case "RESOLVED" -> resolved.add(id);
      default -> {
        // neither begins nor ends one
      }
    }
  }

  synchronized int size() {
    return opened.size();
  }

  /** Those that were opened after the first so many. */
  synchronized List<Opened> after(int count) {
    return opened.values().stream().skip(count).toList();
  }

  /** Whether the breach that the load brings about was opened once, and is still open. */
  synchronized boolean dueBreachIsOpen() {
    List<String> due = opened.values().stream().filter(Opened::isDue).map(Opened::id).toList();
    return due.size() == 1 && !resolved.contains(due.get(0));
  }
}
