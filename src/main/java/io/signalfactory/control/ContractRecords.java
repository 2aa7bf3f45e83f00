package io.signalfactory.control;

import io.signalfactory.contract.Contract;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The records of a change: the contract, and beside it what was changed. Their headers say who did
 * it, and count the changes.
 */
final class ContractRecords {

  private static final String BY = "signal-factory-by";
  private static final String VIA = "signal-factory-via";
  private static final String REVISION = "signal-factory-revision";

  /** A header that somebody else wrote must not be longer than a name. */
  private static final int MAX_NAME_BYTES = 256;

  private final String contractsTopic;
  private final String versionsTopic;

  ContractRecords(String contractsTopic, String versionsTopic) {
    this.contractsTopic = contractsTopic;
    this.versionsTopic = versionsTopic;
  }

  /**
   * The records that make a change, to be published together.
   *
   * @param lastRevision the number of the latest change of the dataset's contract; 0 if none is
   *     known
   */
  List<ProducerRecord<byte[], byte[]>> of(
      Proposal proposal, long lastRevision, Author author, Instant now) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    long number = lastRevision;
    PublishedContract previous = proposal.previous();
    if (number == 0 && previous != null) {
      // It was published without a trace: what is known of it begins the history.
      number++;
      records.add(version(firstKnown(previous, number)));
    }
    number++;
    records.add(
        new ProducerRecord<>(
            contractsTopic,
            null,
            now.toEpochMilli(),
            bytes(proposal.urn()),
            proposal.document(),
            List.<Header>of(
                header(BY, author.name()),
                header(VIA, author.via().name()),
                header(REVISION, Long.toString(number)))));
    Contract contract = proposal.contract();
    records.add(
        version(
            new ContractRevision(
                proposal.urn(),
                number,
                contract == null ? null : contract.version(),
                contract == null
                    ? ContractRevision.Change.RETIRED
                    : ContractRevision.Change.APPLIED,
                now,
                author.name(),
                author.via(),
                proposal.words(),
                proposal.document())));
    return records;
  }

  private static ContractRevision firstKnown(PublishedContract previous, long number) {
    return new ContractRevision(
        previous.contract().urn(),
        number,
        previous.contract().version(),
        ContractRevision.Change.APPLIED,
        previous.at(),
        previous.by(),
        null,
        List.of(),
        previous.document());
  }

  private ProducerRecord<byte[], byte[]> version(ContractRevision revision) {
    return new ProducerRecord<>(
        versionsTopic, bytes(revision.key()), ContractRevisionJson.write(revision));
  }

  /** Who published a record; null if it does not say. */
  static @Nullable String by(Headers headers) {
    return text(headers.lastHeader(BY));
  }

  /** The number of a change; 0 if the record has none. */
  static long revision(Headers headers) {
    String text = text(headers.lastHeader(REVISION));
    if (text == null || !text.matches("[0-9]{1,15}")) {
      return 0;
    }
    return Long.parseLong(text);
  }

  private static @Nullable String text(@Nullable Header header) {
    byte[] value = header == null ? null : header.value();
    return value == null || value.length > MAX_NAME_BYTES
        ? null
        : new String(value, StandardCharsets.UTF_8);
  }

  private static Header header(String name, String text) {
    return new RecordHeader(name, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
