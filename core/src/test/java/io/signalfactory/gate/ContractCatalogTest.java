package io.signalfactory.gate;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.testkit.ContractBuilder;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ContractCatalogTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = ContractBuilder.TOPIC;

  private final ContractCatalog catalog = new ContractCatalog(new JsonFormat());

  @Test
  void hasAPlanForAnUnknownTopic() {
    assertThat(versions("raw.unknown")).isEmpty();
    assertThat(catalog.plan("raw.unknown").inferredUrn()).isEqualTo("urn:dp:raw:unknown");
  }

  @Test
  void putsAContractInForce() {
    Contract contract = contract(URN).build();

    catalog.apply(contract);

    assertThat(catalog.contract(URN)).contains(contract);
    assertThat(catalog.contracts()).containsExactly(contract);
    assertThat(versions(TOPIC)).containsExactly(URN + " 1");
  }

  @Test
  void putsANewVersionInPlaceOfTheOldOne() {
    catalog.apply(contract(URN).version("1").build());
    catalog.plan(TOPIC);

    catalog.apply(contract(URN).version("2").build());

    assertThat(versions(TOPIC)).containsExactly(URN + " 2");
    assertThat(catalog.contracts()).hasSize(1);
  }

  @Test
  void movesADatasetToAnotherTopic() {
    catalog.apply(contract(URN).build());
    catalog.plan(TOPIC);
    catalog.plan("raw.elsewhere");

    catalog.apply(contract(URN).topic("raw.elsewhere").version("2").build());

    assertThat(versions(TOPIC)).isEmpty();
    assertThat(versions("raw.elsewhere")).containsExactly(URN + " 2");
  }

  @Test
  void retiresAContract() {
    catalog.apply(contract(URN).build());
    catalog.plan(TOPIC);

    catalog.retire(URN);

    assertThat(catalog.contract(URN)).isEmpty();
    assertThat(versions(TOPIC)).isEmpty();
  }

  @Test
  void retiresAContractThatIsNotThere() {
    TopicPlan before = catalog.plan(TOPIC);

    catalog.retire(URN);

    assertThat(catalog.plan(TOPIC)).isSameAs(before);
  }

  @Test
  void keepsATopicsPlanUntilOneOfItsContractsChanges() {
    catalog.apply(contract(URN).build());
    TopicPlan plan = catalog.plan(TOPIC);

    catalog.apply(contract("urn:dp:other:thing").topic("raw.other").build());

    assertThat(catalog.plan(TOPIC)).isSameAs(plan);
  }

  @Test
  void makesANewPlanWhenAContractChanges() {
    catalog.apply(contract(URN).build());
    TopicPlan plan = catalog.plan(TOPIC);

    catalog.apply(contract(URN).build());

    assertThat(catalog.plan(TOPIC)).isNotSameAs(plan);
  }

  @Test
  void ordersTheContractsOfATopicByTheirUrn() {
    catalog.apply(contract("urn:dp:orders:b").matchField("type", "b").build());
    catalog.apply(contract("urn:dp:orders:c").matchField("type", "c").build());
    catalog.apply(contract("urn:dp:orders:a").matchField("type", "a").build());

    assertThat(versions(TOPIC))
        .containsExactly("urn:dp:orders:a 1", "urn:dp:orders:b 1", "urn:dp:orders:c 1");
  }

  @Test
  void refusesARuleThatWasNotChecked() {
    catalog.apply(contract(URN).rule("broken", "((").build());

    assertThatThrownBy(() -> catalog.plan(TOPIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rule broken of " + URN + ": ");
  }

  @Test
  void neverKeepsAPlanOlderThanTheLastChange() throws Exception {
    ExecutorService reader = Executors.newSingleThreadExecutor();
    AtomicBoolean done = new AtomicBoolean();
    try {
      Future<?> reading =
          reader.submit(
              () -> {
                while (!done.get()) {
                  catalog.plan(TOPIC);
                }
              });
      for (int version = 1; version <= 5_000; version++) {
        catalog.apply(contract(URN).version(String.valueOf(version)).build());
        assertThat(versions(TOPIC)).containsExactly(URN + " " + version);
      }
      done.set(true);
      reading.get(10, TimeUnit.SECONDS);
    } finally {
      done.set(true);
      reader.shutdownNow();
    }
  }

  private List<String> versions(String topic) {
    return catalog.plan(topic).contracts().stream()
        .map(plan -> plan.contract().urn() + " " + plan.contract().version())
        .toList();
  }
}
