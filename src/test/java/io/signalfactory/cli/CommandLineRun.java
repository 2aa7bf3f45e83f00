package io.signalfactory.cli;

import java.io.StringWriter;
import java.util.List;

/**
 * One execution of a command line.
 *
 * @param status its exit status
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
record CommandLineRun(int status, String out, String err) {

  static CommandLineRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        SignalFactory.commandLine()
            .setOut(PrintableOutput.to(out))
            .setErr(PrintableOutput.to(err))
            .execute(arguments);
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
