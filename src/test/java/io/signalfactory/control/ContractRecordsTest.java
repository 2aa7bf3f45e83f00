package io.signalfactory.control;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ContractRecordsTest {

  private static final String URN = "urn:dp:orders:created";
  private static final Instant BEFORE = Instant.parse("2026-01-01T08:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-14T12:00:00.123Z");
  private static final Author ALICE = new Author("alice", ContractRevision.Via.COMMAND_LINE);
  private static final Contract CONTRACT = contract(URN).version("2").build();

  private final ContractRecords records = new ContractRecords("contracts", "versions");

  private static Proposal proposal(PublishedContract previous) {
    return new Proposal(
        URN, CONTRACT, ContractWriter.json(CONTRACT), previous, List.of(), List.of("some words"));
  }

  private static ContractRevision revision(ProducerRecord<byte[], byte[]> record) {
    assertThat(record.topic()).isEqualTo("versions");
    ContractRevision revision = ContractRevisionJson.read(record.value());
    assertThat(new String(record.key(), UTF_8)).isEqualTo(revision.key());
    return revision;
  }

  @Test
  void theContractSaysInItsHeadersWhoPublishedItAndCounts() {
    // when
    ProducerRecord<byte[], byte[]> record = records.of(proposal(null), 6, ALICE, NOW).get(0);
    // then
    assertThat(record.topic()).isEqualTo("contracts");
    assertThat(new String(record.key(), UTF_8)).isEqualTo(URN);
    assertThat(record.value()).isEqualTo(ContractWriter.json(CONTRACT));
    assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(ContractRecords.by(record.headers())).isEqualTo("alice");
    assertThat(ContractRecords.revision(record.headers())).isEqualTo(7);
  }

  @Test
  void besideTheContractThereIsWhatWasChanged() {
    // when
    ContractRevision revision = revision(records.of(proposal(null), 6, ALICE, NOW).get(1));
    // then
    assertThat(revision.number()).isEqualTo(7);
    assertThat(revision.version()).isEqualTo("2");
    assertThat(revision.change()).isEqualTo(ContractRevision.Change.APPLIED);
    assertThat(revision.at()).isEqualTo(NOW);
    assertThat(revision.by()).isEqualTo("alice");
    assertThat(revision.via()).isEqualTo(ContractRevision.Via.COMMAND_LINE);
    assertThat(revision.changes()).containsExactly("some words");
    assertThat(revision.document()).isEqualTo(ContractWriter.json(CONTRACT));
  }

  @Test
  void aContractThatWasPublishedWithoutATraceBeginsTheHistory() {
    // given
    Contract old = contract(URN).version("1").build();
    PublishedContract previous =
        new PublishedContract(old, ContractWriter.json(old), 0, BEFORE, null, 0);
    // when
    List<ProducerRecord<byte[], byte[]>> all = records.of(proposal(previous), 0, ALICE, NOW);
    // then
    ContractRevision first = revision(all.get(0));
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.version()).isEqualTo("1");
    assertThat(first.at()).isEqualTo(BEFORE);
    assertThat(first.by()).isNull();
    assertThat(ContractRecords.revision(all.get(1).headers())).isEqualTo(2);
    assertThat(revision(all.get(2)).number()).isEqualTo(2);
  }

  @Test
  void aRetiredContractIsANullThatSaysWhoRetiredIt() {
    // given
    Proposal retired =
        new Proposal(
            URN,
            null,
            null,
            new PublishedContract(CONTRACT, ContractWriter.json(CONTRACT), 6, BEFORE, "bob", 5),
            List.of(),
            List.of("retired"));
    // when
    List<ProducerRecord<byte[], byte[]>> all = records.of(retired, 6, ALICE, NOW);
    // then
    assertThat(all.get(0).value()).isNull();
    assertThat(ContractRecords.by(all.get(0).headers())).isEqualTo("alice");
    assertThat(revision(all.get(1)).change()).isEqualTo(ContractRevision.Change.RETIRED);
    assertThat(revision(all.get(1)).document()).isNull();
  }

  @Test
  void believesNoHeaderThatNobodyCouldHaveWrittenHere() {
    // given
    RecordHeaders headers = new RecordHeaders();
    headers.add("signal-factory-by", new byte[10_000]);
    headers.add("signal-factory-revision", "-1".getBytes(UTF_8));
    // when / then
    assertThat(ContractRecords.by(headers)).isNull();
    assertThat(ContractRecords.revision(headers)).isZero();
    assertThat(ContractRecords.revision(new RecordHeaders())).isZero();
  }
}
