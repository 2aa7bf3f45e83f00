package io.signalfactory.tally;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules, lags and causes of the minutes of one dataset, by index. Compact, and easy on the
 * garbage collector: there are hundreds of minutes for each of thousands of datasets, and the
 * current minute of each is replaced every second (ADR 21). Rules and lags are kept as bytes.
 * Neighbouring minutes with the same rules share one list of names. Causes are kept as they are,
 * because most minutes have none.
 *
 * <p>Mutable and not thread-safe.
 */
final class MinuteDetails {

  private final ByteRows rules = new ByteRows();
  private final List<List<String>> ruleNames = new ArrayList<>();
  private final ByteRows lags = new ByteRows();
  private final List<List<CountedCause>> causes = new ArrayList<>();

  /** Inserts a minute without rules, lags and causes. */
  void insert(int index) {
    rules.insert(index);
    lags.insert(index);
    ruleNames.add(index, List.of());
    causes.add(index, List.of());
  }

  /** Removes the first minutes. */
  void removeFirst(int minutes) {
    rules.removeFirst(minutes);
    lags.removeFirst(minutes);
    ruleNames.subList(0, minutes).clear();
    causes.subList(0, minutes).clear();
  }

  /** Replaces the evaluations by quality rule; returns false if they are equal already. */
  boolean putRules(int index, RuleTotals totals) {
    ByteWriter row = new ByteWriter();
    for (int i = 0; i < totals.size(); i++) {
      row.writeUnsigned(totals.evaluated(i));
      row.writeUnsigned(totals.failed(i));
    }
    List<String> names = totals.names();
    boolean renamed = !names.equals(ruleNames.get(index));
    if (renamed) {
      ruleNames.set(index, shared(index, names));
    }
    return rules.set(index, row.toByteArray()) || renamed;
  }

  /** The list of the minute before if it has the same names, so that many minutes share one. */
  private List<String> shared(int index, List<String> names) {
    return index > 0 && names.equals(ruleNames.get(index - 1)) ? ruleNames.get(index - 1) : names;
  }

  /** The evaluations by quality rule. */
  RuleTotals rules(int index) {
    List<String> names = ruleNames.get(index);
    ByteReader row = new ByteReader(rules.row(index), "minute's rules");
    long[] numbers = new long[names.size() * 2];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = row.readUnsigned();
    }
    return RuleTotals.ofSortedNames(names, numbers);
  }

  /** Replaces the lags; returns false if they are equal already. */
  boolean putLags(int index, LagTotals totals) {
    ByteWriter row = new ByteWriter();
    if (!totals.isEmpty()) {
      row.writeUnsigned(totals.size());
      LagTotalsCodec.write(totals, row);
    }
    return lags.set(index, row.toByteArray());
  }

  /** The lags of the records that arrived in the minute. */
  LagTotals lags(int index) {
    byte[] row = lags.row(index);
    if (row.length == 0) {
      return LagTotals.NONE;
    }
    ByteReader in = new ByteReader(row, "minute's lags");
    return LagTotalsCodec.read(in.readCount(), in);
  }

  /** Replaces the causes. */
  void putCauses(int index, List<CountedCause> counted) {
    if (!counted.equals(causes.get(index))) {
      causes.set(index, counted);
    }
  }

  /** Why events failed or warned. */
  List<CountedCause> causes(int index) {
    return causes.get(index);
  }
}
