package io.signalfactory.gate;

import com.dynatrace.hash4j.hashing.Hashing;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.Match;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.event.EventClock;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.RawRecord;
import io.signalfactory.rule.RuleCompiler;
import io.signalfactory.rule.RuleScope;
import io.signalfactory.rule.RuleSyntaxException;
import io.signalfactory.time.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A contract, compiled so that records can be judged by it. Immutable and thread-safe. */
final class ContractPlan {

  /** The fields that may hold the event time if the contract names none. */
  static final List<FieldPath> DEFAULT_EVENT_TIMES =
      List.of(
          FieldPath.of("event_time"),
          FieldPath.of("eventTime"),
          FieldPath.of("created_at"),
          FieldPath.of("timestamp"));

  private static final int NO_SLOT = -1;

  private final Contract contract;
  private final long datasetId;
  private final int matchSlot;
  private final Resolution resolution;
  private final List<FieldCheck> fieldChecks;
  private final KnownPaths knownPaths;
  private final List<CompiledRule> rules;
  private final RuleResults noRuleBroken;
  private final QualityGate.QualityResult passed;
  private final List<UniqueCheck> uniqueChecks;
  private final EventClock clock;

  private ContractPlan(
      Contract contract,
      int matchSlot,
      List<FieldCheck> fieldChecks,
      KnownPaths knownPaths,
      List<CompiledRule> rules,
      List<UniqueCheck> uniqueChecks,
      EventClock clock) {
    this.contract = contract;
    this.datasetId =
        Math.max(1, Hashing.xxh3_64().hashStream().putString(contract.urn()).getAsLong() >>> 1);
    this.matchSlot = matchSlot;
    this.resolution = new Resolution(contract.urn(), this, GateResult.pass(Gate.RESOLUTION));
    this.fieldChecks = List.copyOf(fieldChecks);
    this.knownPaths = knownPaths;
    this.rules = List.copyOf(rules);
    this.uniqueChecks = List.copyOf(uniqueChecks);
    this.noRuleBroken =
        new RuleResults(
            Stream.concat(
                    rules.stream().map(CompiledRule::name),
                    uniqueChecks.stream()
                        .map(UniqueCheck::rule)
                        .filter(rule -> rule.scope() == QualityRule.Scope.PARTITION)
                        .map(UniqueRule::name))
                .toList(),
            List.of(),
            List.of());
    this.passed =
        new QualityGate.QualityResult(GateResult.pass(Gate.QUALITY), noRuleBroken, List.of());
    this.clock = clock;
  }

  /**
   * Compiles a contract.
   *
   * @param contract an accepted contract
   * @param fields the plan of its topic, to which the fields of the contract are added
   * @param compiler compiles its rules
   * @throws IllegalArgumentException if a rule does not compile, which was checked when the
   *     contract was accepted
   */
  static ContractPlan compile(Contract contract, FieldPlan.Builder fields, RuleCompiler compiler) {
    List<FieldPath> known = new ArrayList<>();
    int matchSlot = NO_SLOT;
    if (contract.dataset().match() instanceof Match.ByField match) {
      matchSlot = fields.slot(match.field(), true);
      known.add(match.field());
    }
    List<FieldCheck> checks = new ArrayList<>();
    for (Field field : contract.fields().declared()) {
      int slot = fields.slot(field.path(), FieldCheck.needsValue(field));
      checks.add(new FieldCheck(field, slot));
      known.add(field.path());
    }
    FieldPath named = contract.dataset().eventTime();
    List<FieldPath> times = named == null ? DEFAULT_EVENT_TIMES : List.of(named);
    known.addAll(times);
    List<EventClock.Candidate> candidates = new ArrayList<>();
    for (FieldPath path : times) {
      candidates.add(new EventClock.Candidate(fields.slot(path, true), format(contract, path)));
    }
    if (contract.fields().additional() != Additional.ALLOW) {
      fields.collectNames();
    }
    return new ContractPlan(
        contract,
        matchSlot,
        checks,
        new KnownPaths(known),
        compileRules(contract, fields, compiler),
        uniqueChecks(contract, fields),
        new EventClock(
            candidates, contract.dataset().futureTolerance(), contract.dataset().lateRetention()));
  }

  private static TimeFormat format(Contract contract, FieldPath path) {
    return contract.fields().find(path).map(Field::format).orElse(TimeFormat.RFC3339);
  }

  private static List<CompiledRule> compileRules(
      Contract contract, FieldPlan.Builder fields, RuleCompiler compiler) {
    RuleScope scope =
        path ->
            contract
                .fields()
                .find(path)
                .map(
                    field ->
                        new RuleScope.Variable(
                            fields.slot(field.path(), true), field.type(), field.format()));
    List<CompiledRule> compiled = new ArrayList<>();
    for (QualityRule rule : contract.rules()) {
      if (rule instanceof QualityRule.Condition condition) {
        try {
          compiled.add(CompiledRule.of(condition, compiler.compile(condition.expression(), scope)));
        } catch (RuleSyntaxException e) {
          throw new IllegalArgumentException(
              "rule " + rule.name() + " of " + contract.urn() + ": " + e.getMessage(), e);
        }
      }
    }
    return compiled;
  }

  private static List<UniqueCheck> uniqueChecks(Contract contract, FieldPlan.Builder fields) {
    List<UniqueCheck> checks = new ArrayList<>();
    for (QualityRule rule : contract.rules()) {
      if (rule instanceof QualityRule.Unique unique) {
        List<Integer> slots = new ArrayList<>();
        unique.fields().forEach(path -> slots.add(fields.slot(path, true)));
        checks.add(new UniqueCheck(UniqueRule.of(contract, unique), unique.fields(), slots));
      }
    }
    return checks;
  }

  Contract contract() {
    return contract;
  }

  /**
   * A number above 0 that stands for the dataset's URN: two of a topic's datasets have the same
   * with a probability of 2<sup>-63</sup>.
   */
  long datasetId() {
    return datasetId;
  }

  /** The result of G1 for a record of the dataset. */
  Resolution resolution() {
    return resolution;
  }

  List<FieldCheck> fieldChecks() {
    return fieldChecks;
  }

  Additional additional() {
    return contract.fields().additional();
  }

  KnownPaths knownPaths() {
    return knownPaths;
  }

  List<CompiledRule> rules() {
    return rules;
  }

  List<UniqueCheck> uniqueChecks() {
    return uniqueChecks;
  }

  /**
   * The results of a record that breaks no rule. The names are first those of the rules with a
   * condition, in the order of {@link #rules}, then those of the unique rules of the scope of a
   * partition.
   */
  RuleResults noRuleBroken() {
    return noRuleBroken;
  }

  /** The result of G5 for a record without violations and without keys. */
  QualityGate.QualityResult passed() {
    return passed;
  }

  EventClock clock() {
    return clock;
  }

  /** Whether every record of the topic belongs to the dataset unless another contract matches. */
  boolean claimsWholeTopic() {
    return contract.dataset().match() == null;
  }

  /** The slot of the field that the contract matches by; only if it matches by one. */
  int matchSlot() {
    return matchSlot;
  }

  /** Whether the contract matches by a header, and the record has it with another value. */
  boolean excludedByHeader(RawRecord record, HeaderTexts texts) {
    if (!(contract.dataset().match() instanceof Match.ByHeader byHeader)) {
      return false;
    }
    String text = texts.of(record.header(byHeader.header()));
    return text != null && !text.equals(byHeader.equalTo());
  }
}
