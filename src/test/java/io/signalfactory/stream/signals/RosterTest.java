package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.stream.report.DatasetPartitioner;
import io.signalfactory.testkit.ContractBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {

  private static final String A = "urn:dp:orders:a";
  private static final String B = "urn:dp:orders:b";

  private final ContractCatalog catalog = new ContractCatalog(new JsonFormat());
  private final Roster roster = new Roster(catalog, 0, 1);

  private static Contract contract(String urn) {
    return ContractBuilder.contract(urn).build();
  }

  private List<String> known(String... urns) {
    return roster.of(Set.of(urns), Set.of());
  }

  @Test
  void followsContractsThatComeAndGo() {
    assertThat(known()).isEmpty();
    catalog.apply(contract(B));
    assertThat(known()).containsExactly(B);
    catalog.apply(contract(A));
    assertThat(known()).containsExactly(A, B);
    catalog.retire(B);
    assertThat(known()).containsExactly(A);
  }

  @Test
  void followsWhatIsKnownOnceItIsOutdated() {
    known(A);

    roster.outdate();

    assertThat(known(A, B)).containsExactly(A, B);
  }

  @Test
  void hasWhatIsKnownAndWhatHasAStateInOneOrder() {
    catalog.apply(contract(A));

    assertThat(roster.of(Set.of(B), Set.of(A, "urn:dp:orders:c")))
        .containsExactly(A, B, "urn:dp:orders:c");
  }

  @Test
  void leavesOutContractsOfOtherPartitions() {
    catalog.apply(contract(A));
    catalog.apply(contract(B));
    int partition = DatasetPartitioner.partition(A, 1_000);

    assertThat(new Roster(catalog, partition, 1_000).of(Set.of(), Set.of())).containsExactly(A);
  }
}
