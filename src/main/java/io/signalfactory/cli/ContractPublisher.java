package io.signalfactory.cli;

import io.signalfactory.contract.Compatibility;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Puts contracts in force by publishing them to the contracts topic. */
final class ContractPublisher {

  private final Cluster cluster;

  ContractPublisher(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Compares contracts with those in force, without publishing them. */
  List<Proposal> propose(List<Contract> contracts) {
    ContractsInForce inForce = ContractsInForce.read(cluster);
    List<Proposal> proposals = new ArrayList<>();
    for (Contract contract : contracts) {
      byte[] document = ContractWriter.json(contract);
      @Nullable Contract before = inForce.find(contract.urn()).orElse(null);
      proposals.add(
          new Proposal(
              contract,
              document,
              before == null ? null : before.version(),
              inForce.includes(contract, document),
              before == null ? List.of() : breaking(before, contract)));
    }
    return proposals;
  }

  private static List<String> breaking(Contract before, Contract after) {
    return Compatibility.compare(before, after).stream()
        .filter(Compatibility.Change::breaking)
        .map(Compatibility.Change::sentence)
        .toList();
  }

  /** Publishes the contracts that differ from those in force, and waits for the replicas. */
  void publish(List<Proposal> proposals) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(cluster.settings().producerProperties())) {
      List<Future<?>> answers = new ArrayList<>();
      for (Proposal proposal : proposals) {
        if (!proposal.unchanged()) {
          answers.add(
              producer.send(
                  new ProducerRecord<>(
                      cluster.settings().contractsTopic(),
                      proposal.contract().urn().getBytes(StandardCharsets.UTF_8),
                      proposal.document())));
        }
      }
      for (Future<?> answer : answers) {
        var unused = answer.get();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException(
          "a contract was not published: "
              + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }

  /**
   * One contract to publish.
   *
   * @param contract the contract
   * @param document the document to publish
   * @param previousVersion the version in force; null if there is none
   * @param unchanged whether the same document is in force already
   * @param incompatibilities the changes that break compatibility with the version in force
   */
  record Proposal(
      Contract contract,
      byte[] document,
      @Nullable String previousVersion,
      boolean unchanged,
      List<String> incompatibilities) {}
}
