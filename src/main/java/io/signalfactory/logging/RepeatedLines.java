package io.signalfactory.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.signalfactory.logging.LineCounts.Instead;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka's clients from flooding the log: a warning or error that is logged again is counted,
 * and the count is told once per minute. Lines of others pass as they are.
 */
public final class RepeatedLines extends Filter<ILoggingEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedLines.class);
  private static final String KAFKA = "org.apache.kafka.";
  private static final long TELL_EVERY_SECONDS = 1;

  private final LineCounts counts = new LineCounts();
  private @Nullable ScheduledFuture<?> telling;

  @Override
  public void start() {
    telling =
        background()
            .scheduleWithFixedDelay(
                this::tell, TELL_EVERY_SECONDS, TELL_EVERY_SECONDS, TimeUnit.SECONDS);
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    if (telling != null) {
      telling.cancel(false);
    }
  }

  private ScheduledExecutorService background() {
    return getContext().getScheduledExecutorService();
  }

  private void tell() {
    counts.due(Instant.now()).forEach(LOG::warn);
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (!event.getLoggerName().startsWith(KAFKA)
        || !event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return FilterReply.NEUTRAL;
    }
    @Nullable IThrowableProxy thrown = event.getThrowableProxy();
    String message = event.getFormattedMessage();
    Instead instead =
        counts.heard(
            LineKind.of(
                event.getLoggerName(), message, thrown == null ? null : thrown.getClassName()),
            message,
            Instant.ofEpochMilli(event.getTimeStamp()));
    if (instead.other() != null) {
      String other = instead.other();
      // An appender drops what is logged while it is at work.
      background().execute(() -> LOG.warn(other));
    }
    return instead.itself() ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
