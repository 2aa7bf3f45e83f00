package io.signalfactory.server.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for actions, so that a client is answered in time even if an action hangs. An action that
 * has run out of time is interrupted, and has its thread until it ends; while all threads are held
 * like that, further calls are refused at once.
 */
final class Workers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final long IDLE_SECONDS = 60;

  private final ThreadPoolExecutor threads;

  /**
   * @param most how many actions run at a time
   */
  Workers(int most) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "http-action-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs an action.
   *
   * @param what what it is, for the log
   * @throws ProblemException if it takes longer than the limit, or if there is no thread for it
   * @throws RuntimeException what the action throws
   */
  Response run(String what, Duration limit, Supplier<Response> action) {
    Future<Response> running = submit(action);
    try {
      return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      LOG.warn("{} took longer than {} ms and was answered with 503", what, limit.toMillis());
      throw new ProblemException(Problem.timedOut(limit));
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw ProblemException.notReady("this instance stops");
    } catch (ExecutionException e) {
      throw thrown(e);
    }
  }

  private Future<Response> submit(Supplier<Response> action) {
    try {
      return threads.submit(action::get);
    } catch (RejectedExecutionException e) {
      throw new ProblemException(Problem.overloaded());
    }
  }

  private static RuntimeException thrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
