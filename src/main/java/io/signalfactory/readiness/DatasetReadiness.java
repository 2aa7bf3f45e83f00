package io.signalfactory.readiness;

import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.Senders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the stream keeps of a dataset to tell how ready it is: who sent the records of the latest
 * hour in which there were any, and whether its volume is under control.
 *
 * @param fromMinute the first minute of the hour, in minutes since the epoch
 * @param toMinute the minute after its last one
 * @param limited whether the contract in force limits the volume
 * @param measured whether the volume is known: its signal is not UNKNOWN
 * @param senders who sent records, by event time
 */
public record DatasetReadiness(
    long fromMinute, long toMinute, boolean limited, boolean measured, Senders senders) {

  /** A dataset of which no record was seen. */
  public static final DatasetReadiness NOTHING =
      new DatasetReadiness(0, 0, false, false, Senders.NONE);

  /** How many minutes the facts are about. */
  public static final int MINUTES = 60;

  /** The facts of the whole dataset. */
  public Facts facts() {
    return facts(senders.total());
  }

  /** The facts of what one service sent to it, null being the unknown one. */
  public Facts facts(@Nullable String service) {
    return senders.list().stream()
        .filter(sender -> Objects.equals(sender.service(), service))
        .findFirst()
        .map(Sender::counts)
        .map(this::facts)
        .orElse(Facts.NONE);
  }

  private Facts facts(SenderCounts counts) {
    return new Facts(counts, limited ? counts.events() : 0, measured ? counts.events() : 0);
  }

  /** The same of one service alone. */
  public DatasetReadiness only(String service) {
    return new DatasetReadiness(
        fromMinute,
        toMinute,
        limited,
        measured,
        new Senders(
            senders.list().stream().filter(sender -> service.equals(sender.service())).toList()));
  }
}
