package io.signalfactory.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import io.signalfactory.text.Printable;

/**
 * Writes an exception as Java does, one line per call, and escapes what is not printable in its
 * messages. It writes nothing for an event without an exception.
 */
public final class PrintableStack extends ThrowableHandlingConverter {

  private static final String INDENT = "\t";

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    append(thrown, "", "", lines);
    return lines.toString();
  }

  private static void append(
      IThrowableProxy thrown, String indent, String role, StringBuilder lines) {
    lines.append(indent).append(role).append(first(thrown)).append(System.lineSeparator());
    if (thrown.isCyclic()) {
      return;
    }
    StackTraceElementProxy[] calls = thrown.getStackTraceElementProxyArray();
    int common = thrown.getCommonFrames();
    for (int i = 0; i < calls.length - common; i++) {
      line(indent, Printable.escaped(calls[i].toString()), lines);
    }
    if (common > 0) {
      line(indent, "... " + common + " more", lines);
    }
    for (IThrowableProxy suppressed : thrown.getSuppressed()) {
      append(suppressed, indent + INDENT, "Suppressed: ", lines);
    }
    IThrowableProxy cause = thrown.getCause();
    if (cause != null) {
      append(cause, indent, "Caused by: ", lines);
    }
  }

  private static String first(IThrowableProxy thrown) {
    String message = thrown.getMessage();
    String type = Printable.escaped(thrown.getClassName());
    String text = message == null ? type : type + ": " + Printable.escaped(message);
    return thrown.isCyclic() ? "[already above: " + text + "]" : text;
  }

  private static void line(String indent, String text, StringBuilder lines) {
    lines.append(indent).append(INDENT).append(text).append(System.lineSeparator());
  }
}
