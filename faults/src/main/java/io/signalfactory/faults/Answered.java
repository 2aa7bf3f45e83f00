package io.signalfactory.faults;

/**
 * A question and its answer.
 *
 * @param phase what was going on
 * @param instance which instance was asked, by its number
 * @param dataset the dataset that was asked about; empty for a list
 * @param askedAt in milliseconds since 1970
 * @param answeredAt in milliseconds since 1970
 * @param micros how long it took
 * @param status of HTTP; 0 if the connection failed
 * @param staleness of the header, in milliseconds; 0 if there is none
 * @param retryAfter of the header; empty if there is none
 */
record Answered(
    String phase,
    int instance,
    Question question,
    String dataset,
    long askedAt,
    long answeredAt,
    long micros,
    int status,
    long staleness,
    String retryAfter,
    String body) {

  /** What is asked. */
  enum Question {
    STATE,
    LIST,
    HISTORY
  }
}
