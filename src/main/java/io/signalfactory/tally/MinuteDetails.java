package io.signalfactory.tally;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the minutes of one dataset hold beside their numbers, by index, in the form that costs
 * memory and collector least: there are hundreds of minutes for each of thousands of datasets, and
 * the running one of each is replaced once a second. Rules and lags are bytes; the names of rules
 * are one list for minutes in a row that have the same; causes, which most minutes have none of,
 * are kept as they are.
 *
 * <p>Mutable and not thread-safe.
 */
final class MinuteDetails {

  private final ByteRows rules = new ByteRows();
  private final List<List<String>> ruleNames = new ArrayList<>();
  private final ByteRows lags = new ByteRows();
  private final List<List<CountedCause>> causes = new ArrayList<>();

  /** Inserts a minute without any. */
  void insert(int index) {
    rules.insert(index);
    lags.insert(index);
    ruleNames.add(index, List.of());
    causes.add(index, List.of());
  }

  void removeFirst(int minutes) {
    rules.removeFirst(minutes);
    lags.removeFirst(minutes);
    ruleNames.subList(0, minutes).clear();
    causes.subList(0, minutes).clear();
  }

  /** Replaces the evaluations by quality rule; false if they are the same already. */
  boolean putRules(int index, RuleTotals totals) {
    ByteWriter row = new ByteWriter();
    for (int i = 0; i < totals.size(); i++) {
      row.writeUnsigned(totals.evaluated(i));
      row.writeUnsigned(totals.failed(i));
    }
    List<String> names = totals.names();
    boolean others = !names.equals(ruleNames.get(index));
    if (others) {
      ruleNames.set(index, asBefore(index, names));
    }
    return rules.set(index, row.toByteArray()) || others;
  }

  /** The names as the minute before has them, if they are the same: one list for many. */
  private List<String> asBefore(int index, List<String> names) {
    return index > 0 && names.equals(ruleNames.get(index - 1)) ? ruleNames.get(index - 1) : names;
  }

  RuleTotals rules(int index) {
    List<String> names = ruleNames.get(index);
    ByteReader row = new ByteReader(rules.row(index), "minute's rules");
    long[] numbers = new long[names.size() * 2];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = row.readUnsigned();
    }
    return RuleTotals.ofNamesInOrder(names, numbers);
  }

  /** Replaces the lags; false if they are the same already. */
  boolean putLags(int index, LagTotals totals) {
    ByteWriter row = new ByteWriter();
    if (!totals.isEmpty()) {
      row.writeUnsigned(totals.size());
      LagTotalsCodec.write(totals, row);
    }
    return lags.set(index, row.toByteArray());
  }

  LagTotals lags(int index) {
    byte[] row = lags.row(index);
    if (row.length == 0) {
      return LagTotals.NONE;
    }
    ByteReader in = new ByteReader(row, "minute's lags");
    return LagTotalsCodec.read(in.readCount(), in);
  }

  /** Replaces the causes. */
  void putCauses(int index, List<CountedCause> totals) {
    if (!totals.equals(causes.get(index))) {
      causes.set(index, totals);
    }
  }

  List<CountedCause> causes(int index) {
    return causes.get(index);
  }
}
