package io.signalfactory.gate;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.QualityRule.Scope;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.rule.RuleCompiler;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Hashes of keys and ids of rules are stored. Another way to hash would be another format: every
 * key that came before would be new.
 */
class KeyHashFormatTest {

  @Test
  void aKeyKeepsItsHash() {
    KeyHasher hasher = new KeyHasher();
    hasher.begin();
    boolean hashed =
        hasher.add("größe")
            && hasher.add(42L)
            && hasher.add(new BigDecimal("1.50"))
            && hasher.add(true);

    assertThat(hashed).isTrue();
    assertThat(HexFormat.of().formatHex(hasher.hash().toBytes()))
        .isEqualTo("c50f23d43b7c9cf3b40ddfa5db7b952a");
  }

  @Test
  void aRuleKeepsItsId() {
    QualityRule.Unique rule =
        (QualityRule.Unique)
            contract("urn:dp:orders:created")
                .required("order_id", FieldType.STRING)
                .unique("order_once", Duration.ofHours(8), Scope.DATASET, "order_id")
                .build()
                .rules()
                .get(0);

    assertThat(UniqueRule.of(contract("urn:dp:orders:created").build(), rule).id())
        .isEqualTo(-8_286_160_493_423_855_818L);
  }

  @Test
  void theKeyOfARecordAndItsDatasetKeepTheirNumbers() {
    ContractPlan plan =
        ContractPlan.compile(
            contract("urn:dp:orders:created").build(), new FieldPlan.Builder(), new RuleCompiler());

    assertThat(LastSeen.hash("o-1042".getBytes(UTF_8))).isEqualTo(8_031_624_625_196_142_493L);
    assertThat(plan.datasetId()).isEqualTo(4_000_143_866_480_872_624L);
  }
}
