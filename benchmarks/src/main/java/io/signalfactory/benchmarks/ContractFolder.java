package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The contract of the demo's orders, once for each dataset of a workload. */
final class ContractFolder {

  private ContractFolder() {}

  /** What else is changed in the text of the contract. */
  interface Edit {
    String of(String contract);
  }

  /**
   * @param home the checkout
   * @param edit is made once, in what all contracts are made from
   * @param folder is created
   */
  static void write(Path home, Workload workload, Edit edit, Path folder) throws IOException {
    String template =
        edit.of(Files.readString(home.resolve("contracts/orders/order-created.yaml")));
    Files.createDirectories(folder);
    for (int topic = 0; topic < workload.topics(); topic++) {
      for (int dataset = 0; dataset < workload.datasetsPerTopic(); dataset++) {
        String name = workload.name() + "-" + topic + ".d" + dataset;
        String contract = template;
        contract = replace(contract, "name: orders.created", "name: " + name);
        contract =
            replace(contract, "urn: urn:dp:orders:created", "urn: " + workload.urn(topic, dataset));
        contract = replace(contract, "topic: raw.orders.events", "topic: " + workload.topic(topic));
        contract =
            replace(contract, "equals: order.created", "equals: " + workload.eventType(dataset));
        Files.writeString(folder.resolve(name + ".yaml"), contract);
      }
    }
  }

  /**
   * The same text with another part.
   *
   * @throws RigException if it has no such part
   */
  static String replace(String text, String part, String by) {
    if (!text.contains(part)) {
      throw new RigException("the contract of orders has no '" + part + "' any more");
    }
    return text.replace(part, by);
  }
}
