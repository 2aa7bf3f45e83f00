package io.signalfactory.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.ContractArbitraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContractWriterTest {

  private final ContractReader reader =
      new ContractReader((expression, fields) -> Optional.empty());

  @Provide
  Arbitrary<Contract> contracts() {
    return ContractArbitraries.contracts();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void writesJsonThatReadsBackAsTheSameContract(@ForAll("contracts") Contract contract) {
    String json = new String(ContractWriter.json(contract), StandardCharsets.UTF_8);

    ContractDocument document = reader.readOne("json", json);

    assertThat(document.problems()).isEmpty();
    assertThat(document.contract()).isEqualTo(contract);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void writesYamlThatReadsBackAsTheSameContract(@ForAll("contracts") Contract contract) {
    String yaml = ContractWriter.yaml(contract);

    ContractDocument document = reader.readOne("yaml", yaml);

    assertThat(document.problems()).as(yaml).isEmpty();
    assertThat(document.contract()).as(yaml).isEqualTo(contract);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void writesTheSameJsonAsAGeneralWriter(@ForAll("contracts") Contract contract)
      throws IOException {
    byte[] expected = new ObjectMapper().writeValueAsBytes(OdcsV1Tree.of(contract));

    assertThat(ContractWriter.json(contract)).isEqualTo(expected);
  }

  @Test
  void writesYamlAsPeopleDo() throws IOException {
    Contract contract =
        Objects.requireNonNull(reader.readOne("example", ContractReaderTest.example()).contract());

    String yaml = ContractWriter.yaml(contract);

    assertThat(yaml)
        .startsWith(
            """
            apiVersion: odcs/v1
            kind: DataContract
            metadata:
              name: orders.created
              version: "3"
              owner: orders-team
              tier: 1
            spec:
              dataset:
                urn: urn:dp:orders:created
                topic: raw.orders.events
                match:
                  field: event_type
                  equals: order.created
            """)
        .contains(
            "\n      - name: order_id_unique\n        unique: [order_id]\n        within: 1d\n");
  }

  @Test
  void writesOneJsonObjectWithKeysInTheirOrder() throws IOException {
    Contract contract =
        Objects.requireNonNull(reader.readOne("example", ContractReaderTest.example()).contract());

    byte[] json = ContractWriter.json(contract);

    assertThat(new ObjectMapper().readTree(json).fieldNames())
        .toIterable()
        .containsExactly("apiVersion", "kind", "metadata", "spec");
    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("\n");
  }
}
