package io.signalfactory.faults;

import java.util.List;

/**
 * What came of a fault.
 *
 * @param what happened
 * @param promise that was made
 * @param toldMillis for how long an instance still showed states of a dataset that it could not
 *     see; -1 if it always saw
 * @param recoveredMillis from the end of the fault until all was well; -1 if it never was
 * @param standstillMillis the longest time in which a partition of an untouched topic was not
 *     judged
 * @param acknowledged records since the start of the run
 * @param evidence since the start of the run
 * @param lost records that were deleted with their topic before they were judged
 * @param deaths of stream threads
 * @param exits of instances
 * @param logKibPerMinute of the instance that logged the most
 * @param wrongs what was not as promised
 */
record Outcome(
    String fault,
    String what,
    Promise promise,
    long toldMillis,
    long recoveredMillis,
    long standstillMillis,
    long acknowledged,
    long evidence,
    long lost,
    int deaths,
    int exits,
    long logKibPerMinute,
    List<String> wrongs) {

  boolean kept() {
    return wrongs.isEmpty();
  }

  boolean recovered() {
    return recoveredMillis >= 0;
  }
}
