package io.signalfactory.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * The results of the quality rules of a contract for one record. The record keeps every rule that
 * is neither in {@code broken} nor in {@code unanswered}.
 *
 * @param rules the names of all rules that were evaluated; the same list object for all records
 *     that are judged by the same compiled contract, so that those who count can compare by
 *     identity whether the indexes mean the same as before
 * @param broken indexes of the rules that the record breaks
 * @param unanswered indexes of the rules that have no answer for the record
 */
public record RuleResults(List<String> rules, List<Integer> broken, List<Integer> unanswered) {

  /** The results of a record that no rule was evaluated for. */
  public static final RuleResults NONE = new RuleResults(List.of(), List.of(), List.of());

  public RuleResults {
    rules = List.copyOf(rules);
    broken = List.copyOf(broken);
    unanswered = List.copyOf(unanswered);
  }

  /** The same results, but with these rules broken as well, which were kept. */
  RuleResults breaking(List<String> names) {
    List<Integer> all = new ArrayList<>(broken);
    names.forEach(name -> all.add(rules.indexOf(name)));
    return new RuleResults(rules, all, unanswered);
  }

  /** The number of rules that had an answer. */
  public int evaluated() {
    return rules.size() - unanswered.size();
  }

  /** The number of rules that the record keeps. */
  public int passed() {
    return evaluated() - broken.size();
  }
}
