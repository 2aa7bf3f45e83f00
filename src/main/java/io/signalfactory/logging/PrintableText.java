package io.signalfactory.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import io.signalfactory.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Escapes what is not printable in the part of a pattern that is in its brackets. Messages hold
 * names that others chose: a line break would forge a line, and a terminal obeys its sequences.
 */
public final class PrintableText extends CompositeConverter<ILoggingEvent> {

  @Override
  protected String transform(ILoggingEvent event, @Nullable String text) {
    return text == null ? "" : Printable.escaped(text);
  }
}
