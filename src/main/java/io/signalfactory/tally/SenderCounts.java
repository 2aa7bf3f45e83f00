package io.signalfactory.tally;

/**
 * What was counted of the events that one service sent.
 *
 * @param events its events
 * @param failed those whose outcome is FAIL
 * @param named those with {@link Mark#NAMED}
 * @param mapped those with {@link Mark#MAPPED}
 * @param timed those with {@link Mark#TIMED}
 * @param traced those with {@link Mark#TRACED}
 * @param contracted those with {@link Mark#CONTRACTED}
 * @param conforming those with {@link Mark#CONFORMING}
 * @param ruled those with {@link Mark#RULED}
 * @param sound those with {@link Mark#SOUND}
 */
public record SenderCounts(
    long events,
    long failed,
    long named,
    long mapped,
    long timed,
    long traced,
    long contracted,
    long conforming,
    long ruled,
    long sound) {

  /** The counts of a service that has sent nothing. */
  public static final SenderCounts ZERO = new SenderCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sum of both. */
  public SenderCounts plus(SenderCounts other) {
    return new SenderCounts(
        events + other.events,
        failed + other.failed,
        named + other.named,
        mapped + other.mapped,
        timed + other.timed,
        traced + other.traced,
        contracted + other.contracted,
        conforming + other.conforming,
        ruled + other.ruled,
        sound + other.sound);
  }
}
