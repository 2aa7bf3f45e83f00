package io.signalfactory.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.rule.RuleCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractFilesTest {

  @TempDir private Path folder;

  private final ContractFiles files =
      new ContractFiles(new ContractReader((expression, fields) -> Optional.empty()));

  private static String contract(String urn, String dataset) {
    return """
        apiVersion: odcs/v1
        kind: DataContract
        metadata: {name: n, version: "1", owner: o, tier: 1}
        spec:
          dataset:
            urn: %s
            %s
        """
        .formatted(urn, dataset);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> urns(List<ContractDocument> documents) {
    return documents.stream()
        .map(ContractDocument::contract)
        .map(contract -> contract == null ? "invalid" : contract.urn())
        .toList();
  }

  private List<String> problems(List<ContractDocument> documents) {
    return documents.stream()
        .flatMap(document -> document.problems().stream())
        .map(problem -> problem.toString().replace(folder.toString(), "DIR"))
        .toList();
  }

  @Test
  void findsContractFilesInFoldersInOrder() throws IOException {
    write("b/two.yml", contract("urn:dp:x:two", "topic: t2"));
    write("a/one.yaml", contract("urn:dp:x:one", "topic: t1"));
    write("three.JSON", contract("urn:dp:x:three", "topic: t3"));
    write("readme.md", "# no contract");
    write("_templates/four.yaml", "no contract");
    write(".git/five.yaml", "no contract");

    List<ContractDocument> documents = files.load(List.of(folder));

    assertThat(urns(documents)).containsExactly("urn:dp:x:one", "urn:dp:x:two", "urn:dp:x:three");
  }

  @Test
  void loadsAFolderThatIsUsuallySkippedIfItIsNamed() throws IOException {
    write("_templates/one.yaml", contract("urn:dp:x:one", "topic: t1"));

    List<ContractDocument> documents = files.load(List.of(folder.resolve("_templates")));

    assertThat(urns(documents)).containsExactly("urn:dp:x:one");
  }

  @Test
  void survivesLinksThatFormACircle() throws IOException {
    write("a/one.yaml", contract("urn:dp:x:one", "topic: t1"));
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("again.yaml"), folder.resolve("a/one.yaml"));

    List<ContractDocument> documents = files.load(List.of(folder));

    assertThat(urns(documents)).containsExactly("urn:dp:x:one");
  }

  @Test
  void readsAFileOnceEvenIfItIsNamedTwice() throws IOException {
    Path file = write("one.yaml", contract("urn:dp:x:one", "topic: t1"));

    assertThat(urns(files.load(List.of(folder, file, file)))).containsExactly("urn:dp:x:one");
  }

  @Test
  void reportsFilesThatCannotBeReadAndGoesOn() throws IOException {
    Path good = write("z.yaml", contract("urn:dp:x:one", "topic: t1"));
    Path big = write("big.yaml", "#".repeat(ContractReader.MAX_LENGTH + 1));
    Path latin1 = folder.resolve("latin1.yaml");
    Files.write(latin1, "a: b\nname: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Path cut = folder.resolve("cut.yaml");
    byte[] euro = "a: \u20ac".getBytes(StandardCharsets.UTF_8);
    Files.write(cut, Arrays.copyOf(euro, euro.length - 1));
    Path missing = folder.resolve("missing.yaml");

    List<ContractDocument> documents = files.load(List.of(big, latin1, cut, missing, good));

    assertThat(problems(documents))
        .containsExactly(
            "DIR/big.yaml:1:1: larger than 1 MiB: put fewer contracts into one file",
            "DIR/latin1.yaml:2:10: this is not UTF-8: save the file in UTF-8",
            "DIR/cut.yaml:1:4: this is not UTF-8: save the file in UTF-8",
            "DIR/missing.yaml:1:1: cannot be read: there is no such file or folder");
    assertThat(documents.get(4).contract()).isNotNull();
  }

  @Test
  void refusesASecondContractForADataset() throws IOException {
    write("a.yaml", contract("urn:dp:x:one", "topic: t1"));
    write("b.yaml", contract("urn:dp:x:one", "topic: t2"));

    assertThat(problems(files.load(List.of(folder))))
        .containsExactly(
            "DIR/b.yaml:6:10: the dataset 'urn:dp:x:one' has a contract already, at DIR/a.yaml:6:10:"
                + " give this one a URN of its own");
  }

  @Test
  void refusesContractsThatTheSameRecordsBelongTo() throws IOException {
    String match = "topic: shared\n    match: {field: type, equals: %s}";
    write("a.yaml", contract("urn:dp:x:a", match.formatted("a")));
    write("b.yaml", contract("urn:dp:x:b", match.formatted("b")));
    write("c.yaml", contract("urn:dp:x:c", match.formatted("a")));
    write("d.yaml", contract("urn:dp:x:d", "topic: alone"));
    write("e.yaml", contract("urn:dp:x:e", "topic: alone"));

    assertThat(problems(files.load(List.of(folder))))
        .containsExactly(
            "DIR/c.yaml:7:12: no record of topic 'shared' can tell this contract from the one at"
                + " DIR/a.yaml:7:12: give each a 'match' of its own",
            "DIR/e.yaml:7:12: no record of topic 'alone' can tell this contract from the one at"
                + " DIR/d.yaml:7:12: give each a 'match' of its own");
  }

  @Test
  void readsTheContractsOfTheDistribution() {
    ContractFiles real = new ContractFiles(new ContractReader(new RuleCompiler()));

    List<ContractDocument> documents =
        real.load(List.of(Path.of("contracts"), Path.of("contracts/_templates")));

    assertThat(problems(documents)).isEmpty();
    assertThat(urns(documents))
        .containsExactly(
            "urn:dp:orders:created", "urn:dp:payments:authorized", "urn:dp:domain:name");
  }
}
