package io.signalfactory.event.protobuf;

import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.time.Instant;

/** A field that is a Timestamp or a Duration: a message of seconds and nanoseconds. */
final class TimeEntry implements Entry {

  private static final int SECONDS = 1;
  private static final int NANOS = 2;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Target target;
  private final boolean instant;
  private long seconds;
  private int nanos;

  /**
   * @param instant whether it is a Timestamp
   */
  TimeEntry(Target target, boolean instant) {
    this.target = target;
    this.instant = instant;
  }

  @Override
  public int wireType() {
    return Wire.LENGTH;
  }

  @Override
  public boolean read(Cursor in) {
    int length = Wire.length(in);
    int end = in.endAt(in.at() + length);
    while (!in.atEnd()) {
      int tag = Wire.tag(in);
      if (tag == (SECONDS << 3 | Wire.VARINT)) {
        seconds = in.varint();
      } else if (tag == (NANOS << 3 | Wire.VARINT)) {
        nanos = (int) in.varint();
      } else {
        Wire.skip(in, tag);
      }
    }
    in.endAt(end);
    note();
    return true;
  }

  /** What is no time is the message that it is. */
  private void note() {
    if (instant && isInstant()) {
      target.instant(seconds, nanos);
    } else if (!instant && isDuration()) {
      target.seconds(seconds, nanos);
    } else {
      target.object();
    }
  }

  private boolean isInstant() {
    return nanos >= 0
        && nanos < NANOS_PER_SECOND
        && seconds >= Instant.MIN.getEpochSecond()
        && seconds <= Instant.MAX.getEpochSecond();
  }

  private boolean isDuration() {
    return Math.abs((long) nanos) < NANOS_PER_SECOND
        && (Long.signum(seconds) * Integer.signum(nanos)) >= 0;
  }

  @Override
  public void reset() {
    seconds = 0;
    nanos = 0;
  }
}
