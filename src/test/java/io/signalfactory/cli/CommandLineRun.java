package io.signalfactory.cli;

import java.io.PrintWriter;
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
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
