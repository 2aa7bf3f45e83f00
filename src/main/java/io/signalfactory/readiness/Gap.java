package io.signalfactory.readiness;

import io.signalfactory.tally.SenderCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that keeps a score below 100.
 *
 * @param domain where it is missing
 * @param text what is missing, as a sentence without a full stop
 */
public record Gap(Domain domain, String text) {

  /** All that is missing, in the order of the domains; empty if there are no records. */
  public static List<Gap> of(Facts facts) {
    List<Gap> gaps = new ArrayList<>();
    SenderCounts counts = facts.counts();
    long all = facts.events();
    add(gaps, Domain.IDENTITY, all - counts.named(), all, "do not name the service that sent them");
    add(gaps, Domain.TIME, all - counts.timed(), all, "have no plausible event time of their own");
    add(gaps, Domain.CONTRACT, all - counts.contracted(), all, "came without a contract in force");
    add(
        gaps,
        Domain.CONTRACT,
        counts.contracted() - counts.conforming(),
        all,
        "do not have the fields that their contract promises");
    add(gaps, Domain.QUALITY, all - counts.ruled(), all, "were checked by no quality rule");
    add(gaps, Domain.QUALITY, counts.ruled() - counts.sound(), all, "break a quality rule");
    add(
        gaps,
        Domain.VOLUME,
        all - facts.limited(),
        all,
        "belong to a dataset whose contract does not limit its volume");
    add(
        gaps,
        Domain.VOLUME,
        all - facts.measured(),
        all,
        "belong to a dataset whose volume is not known yet");
    add(
        gaps,
        Domain.TRACE,
        all - counts.traced(),
        all,
        "do not name the trace that they belong to");
    return List.copyOf(gaps);
  }

  private static void add(List<Gap> gaps, Domain domain, long missing, long all, String what) {
    if (missing > 0) {
      gaps.add(new Gap(domain, missing + " of " + all + " records " + what));
    }
  }
}
