package io.signalfactory.stream.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what happens when a stream thread dies. It is replaced, as most such faults come from the
 * cluster and pass, but only {@value #REPLACEMENTS} times within ten minutes. A fault that comes
 * back more often, or that a new thread cannot heal, stops the instance, so that its operator
 * notices.
 *
 * <p>A thread that dies because the cluster does not answer is replaced however often: that heals
 * as soon as the cluster is back, and meanwhile the instance says that it is blind. It cannot
 * happen often, as Kafka's clients wait for a minute or longer before they give up.
 */
public final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  static final int REPLACEMENTS = 5;
  static final Duration WITHIN = Duration.ofMinutes(10);
  private static final int MAX_SHOWN = 200;

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

  private final LongSupplier nanoClock;
  private final Predicate<Throwable> dealtWith;
  private final Runnable mend;
  private final Deque<Long> recent = new ArrayDeque<>();
  private String latest = "";
  private final AtomicReference<Throwable> fatal = new AtomicReference<>();

  /**
   * @param nanoClock a clock that only goes forward, in nanoseconds
   * @param dealtWith whether somebody else deals with a failure, which then closes the client
   * @param mend runs before a thread is replaced, and may remove the cause
   */
  public ThreadFailures(LongSupplier nanoClock, Predicate<Throwable> dealtWith, Runnable mend) {
    this.nanoClock = nanoClock;
    this.dealtWith = dealtWith;
    this.mend = mend;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    // Not under the lock: threads that fail at the same time are not kept waiting.
    return dealtWith.test(failure)
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : decide(failure);
  }

  private synchronized StreamThreadExceptionResponse decide(Throwable failure) {
    if (isUnanswered(failure) && !isGlobalThread()) {
      LOG.warn(
          "A stream thread has given up waiting for the cluster and is replaced ({}); this goes on"
              + " until the cluster answers",
          shown(failure));
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    long now = nanoClock.getAsLong();
    forgetBefore(now - WITHIN.toNanos());
    recent.addLast(now);
    latest = shown(failure);
    if (isGlobalThread() || hopeless(failure) || recent.size() > REPLACEMENTS) {
      fatal.compareAndSet(null, failure);
      LOG.error(
          "A stream thread died and is not replaced ({} deaths within {} minutes); this instance"
              + " stops and the others take over its work",
          recent.size(),
          WITHIN.toMinutes(),
          failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.warn(
        "A stream thread died and is replaced (death {} of {} allowed within {} minutes)",
        recent.size(),
        REPLACEMENTS,
        WITHIN.toMinutes(),
        failure);
    mend.run();
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private void forgetBefore(long nanos) {
    while (!recent.isEmpty() && recent.peekFirst() - nanos < 0) {
      recent.removeFirst();
    }
  }

  /** How often threads have died lately, and of what, as a sentence; empty if none has. */
  public synchronized Optional<String> trouble() {
    forgetBefore(nanoClock.getAsLong() - WITHIN.toNanos());
    return recent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "stream threads died "
                + (recent.size() == 1 ? "once" : recent.size() + " times")
                + " within "
                + WITHIN.toMinutes()
                + " minutes, last of "
                + latest);
  }

  /** What Kafka says of the cause, which is the first in the chain. */
  private static String shown(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return text.substring(0, Math.min(text.length(), MAX_SHOWN));
  }

  /** What stopped the instance, if anything has. */
  public Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal.get());
  }

  /** Kafka Streams cannot replace the thread that reads the contracts topic; it knows its name. */
  private static boolean isGlobalThread() {
    return Thread.currentThread().getName().endsWith("-GlobalStreamThread");
  }

  private static boolean isUnanswered(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException || t instanceof TransactionAbortableException) {
        return true;
      }
    }
    return false;
  }

  private static boolean hopeless(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof Error
          || t instanceof AuthenticationException
          || t instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }
}
