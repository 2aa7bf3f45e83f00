package io.signalfactory.sampling;

import io.signalfactory.infer.SampledRecord;
import io.signalfactory.sampling.SamplePlan.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says how a sample was taken. */
final class How {

  private How() {}

  /**
   * @param spans what the partitions have
   * @param records what was read of it
   * @param stoppedBy which limit ended reading; null for none
   */
  static List<String> taken(
      Map<Integer, Span> spans, List<SampledRecord> records, @Nullable String stoppedBy) {
    long all = spans.values().stream().mapToLong(Span::size).sum();
    long read = records.stream().mapToInt(SampledRecord::partition).distinct().count();
    List<String> lines = new ArrayList<>();
    lines.add(
        records.size() >= all
            ? "All " + records.size() + " records of " + partitions(spans.size()) + "."
            : records.size()
                + " of about "
                + all
                + " records of "
                + partitions(spans.size())
                + ", from "
                + SamplePlan.PLACES
                + " places in each that has more than its share: its beginning, its end, and evenly"
                + " between them.");
    if (stoppedBy != null) {
      lines.add(
          "Reading stopped "
              + stoppedBy
              + ", with records of "
              + partitions((int) read)
              + "; what was read is spread all the same.");
    }
    return lines;
  }

  private static String partitions(int count) {
    return count == 1 ? "1 partition" : count + " partitions";
  }
}
