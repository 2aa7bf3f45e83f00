package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.config.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "run",
        "topics",
        "topics create",
        "topics check",
        "contracts",
        "contracts infer",
        "contracts validate",
        "contracts apply",
        "contracts list",
        "contracts show",
        "contracts diff",
        "deployments",
        "deployments add",
        "evidence",
        "datasets",
        "signals",
        "breaches",
        "verify",
        "backtest",
        "topology"
      })
  void everyCommandAnswersHelp(String command) {
    CommandLineRun run = CommandLineRun.of((command + " --help").split(" "));

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: signal-factory " + command);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evidance|Did you mean: signal-factory evidence",
        "topics|topics create, or topics check",
        "contracts|contracts infer, validate, apply, list, show or diff",
        "contracts validate|PATH",
        "contracts diff one.yaml|NEW",
        "local --registry folder|--registry must be file:DIR or a URL, not 'folder'",
        "local --registry file:/no/such|there is no folder /no/such",
        "deployments|deployments add",
        "deployments add --service s|--version",
        "deployments add --service s --version v --sha xyz|git_sha must be 7 to 64",
        "deployments add --service s --version v --at noon|deployed_at must be a time such as",
        "evidence --outcome MAYBE|[SKIP, PASS, WARN, FAIL]",
        "evidence --from middle|--from",
        "evidence --max 0|--max must be at least 1",
        "signals --state FINE|[OK, WARNING, CRITICAL, UNKNOWN]",
        "breaches --output xml|--output",
        "local --port 70000|--port must be 0 to 65535",
        "local --partitions 0|--partitions must be 1 to 1000",
        "local --replay f.jsonl|--replay FILE and --topic T go together",
        "local --replay f.jsonl --topic raw.t --rate fast|--rate must be a number above 0",
        "local --replay f.jsonl --topic raw.t --traffic demo|takes the place of",
        "local --rate 5|--rate is for --replay",
        "backtest --input f.jsonl --topic raw.t|--contracts",
        "backtest --contracts c|name either --input FILE or --counts FILE",
        "backtest --contracts c --input f --counts g|name either --input FILE or --counts FILE",
        "backtest --contracts c --input f.jsonl|--input FILE and --topic T go together",
        "backtest --contracts c --counts f.csv|--counts FILE and --dataset URN go together",
        "backtest --contracts c --counts f --dataset u --topic t|--input FILE and --topic T",
        "backtest --contracts c --input f --topic t --until now|--until must be a time like"
      })
  void wrongUsageIsReportedInOneLineWithStatusTwo(String arguments, String message) {
    CommandLineRun run = CommandLineRun.of(arguments.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("signal-factory: ").contains(message).contains("--help");
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aMissingConfigurationIsStatusTwo() {
    CommandLineRun run =
        CommandLineRun.of("evidence", "--config", folder.resolve("none.properties").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("none.properties: no such file");
  }

  @Test
  void anUnknownKeyIsStatusTwoAndNamesTheNearest() throws Exception {
    Path config = folder.resolve("a.properties");
    Files.writeString(config, "http.prot=1");

    CommandLineRun run = CommandLineRun.of("topology", "--config", config.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'http.port'?");
  }

  @Test
  void anUnreachableBrokerIsStatusThreeWithoutAStackTrace() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      closed = socket.getLocalPort();
    }

    CommandLineRun run =
        CommandLineRun.of("breaches", "--bootstrap-servers", "127.0.0.1:" + closed);

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("signal-factory: cannot reach Kafka at 127.0.0.1:" + closed)
        .contains("signal-factory local");
  }

  @Test
  void localRefusesInvalidContractsBeforeItStartsAnything() throws Exception {
    Files.writeString(folder.resolve("wrong.yaml"), "apiVersion: odcs/v1\nkind: Nonsense\n");

    CommandLineRun run = CommandLineRun.of("local", "--contracts", folder.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("wrong.yaml:").contains("nothing was started");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void localNamesAPortThatIsInUse() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CommandLineRun run =
          CommandLineRun.of(
              "local", "--contracts", empty.toString(), "--port", "" + taken.getLocalPort());

      assertThat(run.status()).isEqualTo(3);
      assertThat(run.err()).contains("port " + taken.getLocalPort()).contains("--port");
    }
  }

  @Test
  void localRefusesAFileThatItCannotReplay() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    CommandLineRun run =
        CommandLineRun.of(
            "local",
            "--contracts",
            empty.toString(),
            "--replay",
            "/no/such.jsonl",
            "--topic",
            "raw.t");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("cannot read /no/such.jsonl");
  }

  @Test
  void theTopologyNeedsNoCluster() {
    CommandLineRun run = CommandLineRun.of("topology");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Topologies:");
  }

  @Test
  void theDocumentationOfTheConfigurationIsGenerated() {
    assertThat(CommandLineRun.of("docs", "configuration").out())
        .isEqualTo(Settings.documentation());
  }
}
