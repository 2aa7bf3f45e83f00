package io.signalfactory.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * What the quality rules of a contract say of one record. A rule that is in neither list held.
 *
 * @param rules the names of all rules that were asked; the same list for every record that is held
 *     against the same compiled contract, so that whoever counts can tell by identity that the
 *     indexes mean what they meant before
 * @param broken indexes of the rules that the record breaks
 * @param unanswered indexes of the rules that have no answer for it
 */
public record RuleResults(List<String> rules, List<Integer> broken, List<Integer> unanswered) {

  /** Of a record that no rule was asked about. */
  public static final RuleResults NONE = new RuleResults(List.of(), List.of(), List.of());

  public RuleResults {
    rules = List.copyOf(rules);
    broken = List.copyOf(broken);
    unanswered = List.copyOf(unanswered);
  }

  /** The same results with these rules broken as well, which held. */
  RuleResults breaking(List<String> names) {
    List<Integer> all = new ArrayList<>(broken);
    names.forEach(name -> all.add(rules.indexOf(name)));
    return new RuleResults(rules, all, unanswered);
  }

  /** Rules that had an answer. */
  public int evaluated() {
    return rules.size() - unanswered.size();
  }

  /** Rules among them that held. */
  public int passed() {
    return evaluated() - broken.size();
  }
}
