package io.signalfactory.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.Slos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks with a tiny second dialect what all dialects share. */
class DialectTest {

  private static final String OURS =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders, version: "1", owner: team, tier: 2}
      spec:
        dataset:
          urn: urn:dp:orders:created
          topic: raw.orders
      """;

  private static final String OTHER =
      """
      apiVersion: tiny/v2
      title: payments
      about: urn:dp:payments:received
      where: raw.payments
      """;

  private final ContractReader reader =
      new ContractReader(
          List.of(new OdcsV1((expression, fields) -> Optional.empty()), new TinyDialect()));

  @TempDir Path folder;

  /** A contract with nothing but a title, a URN and a topic. */
  private static final class TinyDialect implements Dialect {
    @Override
    public boolean includes(String apiVersion) {
      return apiVersion.startsWith("tiny/");
    }

    @Override
    public Reading read(DocumentNode root, SourceText text, Problems problems) {
      return new Reading(contract(root, problems), root.placeOf("about"), root.placeOf("where"));
    }

    private static @Nullable Contract contract(DocumentNode root, Problems problems) {
      Section section =
          Objects.requireNonNull(
              Section.open("contract", root, problems, "apiVersion", "title", "about", "where"));
      String title = section.requiredName("title");
      String urn = section.requiredName("about");
      String topic = section.requiredName("where");
      return title == null || urn == null || topic == null
          ? null
          : new Contract(
              title,
              "1",
              "team",
              3,
              new DatasetSelector(
                  urn,
                  topic,
                  null,
                  null,
                  null,
                  DatasetSelector.DEFAULT_FUTURE_TOLERANCE,
                  DatasetSelector.DEFAULT_LATE_RETENTION,
                  DatasetSelector.DEFAULT_GRACE),
              SchemaReference.ABSENT,
              new FieldSet(List.of(), FieldSet.Additional.ALLOW),
              List.of(),
              Slos.NONE);
    }
  }

  @Test
  void readsEachDocumentByTheDialectThatItNames() {
    List<ContractDocument> documents = reader.read("c.yaml", OURS + "---\n" + OTHER);

    assertThat(documents)
        .extracting(document -> Objects.requireNonNull(document.contract()).urn())
        .containsExactly("urn:dp:orders:created", "urn:dp:payments:received");
  }

  @Test
  void reportsTheMistakesOfEveryDialectWithTheirPlaces() {
    assertThat(mistakes(OTHER.replace("title: payments", "titel: payments")))
        .containsExactly(
            "c.yaml:1:1: 'contract' lacks the required key 'title'",
            "c.yaml:2:1: unknown key 'titel', did you mean 'title'?");
  }

  @Test
  void readsADocumentThatNamesNoDialectByTheFirst() {
    assertThat(mistakes(OURS.replace("apiVersion: odcs/v1\n", "")))
        .containsExactly("c.yaml:1:1: 'contract' lacks the required key 'apiVersion'");
  }

  @Test
  void refusesADialectThatNobodyKnowsAndNothingElseInIt() {
    assertThat(mistakes(OTHER.replace("tiny/v2", "small/v2").replace("title", "titel")))
        .containsExactly("c.yaml:1:13: 'apiVersion' must be 'odcs/v1', is text 'small/v2'");
  }

  @Test
  void findsContractsOfDifferentDialectsThatCollide() throws IOException {
    Path ours = Files.writeString(folder.resolve("a.yaml"), OURS);
    Path other =
        Files.writeString(
            folder.resolve("b.yaml"),
            OTHER.replace("urn:dp:payments:received", "urn:dp:orders:created"));

    List<ContractDocument> documents = new ContractFiles(reader).load(List.of(folder));

    assertThat(documents)
        .extracting(document -> document.contract() != null)
        .containsExactly(true, false);
    assertThat(documents.get(1).problems())
        .extracting(ContractProblem::toString)
        .containsExactly(
            other
                + ":3:8: the dataset 'urn:dp:orders:created' has a contract already, at "
                + ours
                + ":6:10: give this one a URN of its own");
  }

  private List<String> mistakes(String text) {
    return reader.readOne("c.yaml", text).problems().stream()
        .map(ContractProblem::toString)
        .toList();
  }
}
