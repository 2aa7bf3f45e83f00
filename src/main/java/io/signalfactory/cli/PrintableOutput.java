package io.signalfactory.cli;

import io.signalfactory.text.Printable;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints, with an escape for everything that is not printable: names come from
 * producers, from contracts and from the command line. {@code println} prints one line, whatever is
 * in it; {@code print} also lets line breaks and tabs through, for texts of ours that have several
 * lines.
 *
 * <p>A subclass, as picocli and the commands print to a {@link PrintWriter}.
 */
final class PrintableOutput extends PrintWriter {

  private PrintableOutput(Writer out) {
    super(out, true);
  }

  /** Prints to a stream in UTF-8, and flushes each line. */
  static PrintableOutput to(OutputStream stream) {
    // Only a writer of our own reports that nobody reads the output any more. JSON is UTF-8.
    return new PrintableOutput(new PrintWriter(stream, false, StandardCharsets.UTF_8));
  }

  /** Prints to a writer, and flushes each line. */
  static PrintableOutput to(Writer writer) {
    return new PrintableOutput(writer);
  }

  @Override
  public void println(@Nullable String line) {
    super.println(Printable.escaped(String.valueOf(line)));
  }

  @Override
  public void println(@Nullable Object line) {
    println(String.valueOf(line));
  }

  @Override
  public void write(String text, int offset, int length) {
    String escaped = escapedLines(text.substring(offset, offset + length));
    super.write(escaped, 0, escaped.length());
  }

  @Override
  public void write(char[] text, int offset, int length) {
    write(new String(text, offset, length));
  }

  @Override
  public void write(int character) {
    write(String.valueOf((char) character));
  }

  private static String escapedLines(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\t') {
        escaped.append(Printable.escaped(text.substring(start, i))).append(text.charAt(i));
        start = i + 1;
      }
    }
    return escaped.append(Printable.escaped(text.substring(start))).toString();
  }
}
