package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.past.PastWindow;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The quality of a dataset's windows: all rules together, and each of those that matter most. */
final class PastQuality {

  /** Rules times windows in one answer: more would be megabytes. */
  static final int MAX_NUMBERS = 75_000;

  private static final Comparator<CountedRule> WORST_FIRST =
      Comparator.comparingLong(CountedRule::failed).reversed().thenComparing(CountedRule::name);

  private PastQuality() {}

  static void add(ObjectNode tree, List<PastWindow> windows) {
    ArrayNode evaluated = tree.putArray("evaluated");
    ArrayNode passed = tree.putArray("passed");
    for (PastWindow window : windows) {
      Counts counts = window.counted().counts();
      if (window.isCounted()) {
        evaluated.add(counts.ruleEvaluations());
        passed.add(counts.rulePasses());
      } else {
        evaluated.addNull();
        passed.addNull();
      }
    }
    List<CountedRule> all = worstFirst(windows);
    List<CountedRule> shown = all.subList(0, Math.min(MAX_NUMBERS / windows.size(), all.size()));
    rules(tree.putArray("rules"), shown, windows);
    tree.put("rules_left_out", all.size() - shown.size());
  }

  private static List<CountedRule> worstFirst(List<PastWindow> windows) {
    return RuleTotals.sum(windows.stream().map(window -> window.counted().rules()).toList())
        .list()
        .stream()
        .filter(rule -> !rule.name().equals(CountedRule.OTHERS))
        .sorted(WORST_FIRST)
        .toList();
  }

  private static void rules(ArrayNode list, List<CountedRule> shown, List<PastWindow> windows) {
    List<Map<String, CountedRule>> byWindow = windows.stream().map(PastQuality::byName).toList();
    for (CountedRule rule : shown) {
      ObjectNode tree = list.addObject();
      tree.put("name", rule.name());
      ArrayNode evaluated = tree.putArray("evaluated");
      ArrayNode failed = tree.putArray("failed");
      CountedRule none = new CountedRule(rule.name(), 0, 0);
      for (int i = 0; i < windows.size(); i++) {
        if (windows.get(i).isCounted()) {
          CountedRule counted = byWindow.get(i).getOrDefault(rule.name(), none);
          evaluated.add(counted.evaluated());
          failed.add(counted.failed());
        } else {
          evaluated.addNull();
          failed.addNull();
        }
      }
    }
  }

  private static Map<String, CountedRule> byName(PastWindow window) {
    Map<String, CountedRule> rules = new HashMap<>();
    window.counted().rules().list().forEach(rule -> rules.put(rule.name(), rule));
    return rules;
  }
}
