package io.signalfactory.revision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.testkit.Golden;
import io.signalfactory.testkit.PublishedSchema;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RevisionFormatsTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String DOCUMENT =
      "{\"apiVersion\":\"odcs/v1\",\"metadata\":{\"version\":\"3\"}}";

  private static ContractRevision applied(List<String> changes) {
    return new ContractRevision(
        URN,
        7,
        "3",
        ContractRevision.Change.APPLIED,
        Instant.parse("2026-03-04T04:41:38.123Z"),
        "orders-ci",
        ContractRevision.Via.HTTP,
        changes,
        DOCUMENT.getBytes(UTF_8));
  }

  private static final ContractRevision RETIRED =
      new ContractRevision(
          URN,
          8,
          null,
          ContractRevision.Change.RETIRED,
          null,
          null,
          null,
          List.of("retired"),
          null);

  /** Arrays have no equality of their own. */
  private record Shown(ContractRevision revision) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Shown same
          && ContractRevisionJson.tree(revision).equals(ContractRevisionJson.tree(same.revision));
    }

    @Override
    public int hashCode() {
      return revision.key().hashCode();
    }
  }

  private static Stream<DynamicTest> format(String file, ContractRevision revision) {
    return Golden.format(
        file,
        new Shown(revision),
        each -> ContractRevisionJson.write(each.revision),
        bytes -> new Shown(ContractRevisionJson.read(bytes)));
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.concat(
        format(
            "contract-version.json",
            applied(List.of("version 2 → 3", "now required: total_amount"))),
        format("contract-version-retired.json", RETIRED));
  }

  @Test
  void writesWhatItsSchemaAllows() {
    // given
    PublishedSchema schema = PublishedSchema.named("contract-version");
    // when / then
    assertThat(schema.errors(ContractRevisionJson.write(applied(List.of("new"))))).isEmpty();
    assertThat(schema.errors(ContractRevisionJson.write(RETIRED))).isEmpty();
  }

  @Test
  void givesBackTheDocumentByteForByte() {
    // when
    ContractRevision read =
        ContractRevisionJson.read(ContractRevisionJson.write(applied(List.of())));
    // then
    assertThat(new String(read.document(), UTF_8)).isEqualTo(DOCUMENT);
  }

  @Test
  void keepsAtMostAHundredChanges() {
    // when
    ContractRevision revision =
        applied(IntStream.range(0, 150).mapToObj(i -> "change " + i).toList());
    // then
    assertThat(revision.changes()).hasSize(100);
    assertThat(
            PublishedSchema.named("contract-version").errors(ContractRevisionJson.write(revision)))
        .isEmpty();
  }

  @Test
  void twentyRevisionsLaterTheKeyComesAgain() {
    // given
    ContractRevision later =
        new ContractRevision(
            URN, 27, "9", ContractRevision.Change.APPLIED, null, null, null, List.of(), null);
    // when / then
    assertThat(later.key()).isEqualTo(applied(List.of()).key()).isEqualTo(URN + "|7");
    assertThat(RETIRED.key()).isNotEqualTo(later.key());
  }
}
