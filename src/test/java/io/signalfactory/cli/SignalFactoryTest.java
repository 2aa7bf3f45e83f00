package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SignalFactoryTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      SignalFactory.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void withoutACommandItPrintsTheSameAsHelp() {
    assertThat(command.execute()).isZero();
    String withoutCommand = out.toString();
    out.getBuffer().setLength(0);

    assertThat(command.execute("--help")).isZero();
    assertThat(withoutCommand).isEqualTo(out.toString()).startsWith("Usage: signal-factory");
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    assertThat(command.execute("no-such-command")).isEqualTo(2);
    assertThat(err.toString()).contains("no-such-command");
    assertThat(out.toString()).isEmpty();
  }
}
