package io.signalfactory.control;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.document.ContractWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractRequestTest {

  private static final String ORDERS = "urn:dp:orders:created";
  private static final String PAYMENTS = "urn:dp:payments:settled";
  private static final Instant AT = Instant.parse("2026-01-14T12:00:00Z");

  private static final Contract FIRST =
      contract(ORDERS).version("1").required("id", FieldType.STRING).build();
  private static final Contract COMPATIBLE =
      contract(ORDERS)
          .version("2")
          .required("id", FieldType.STRING)
          .optional("note", FieldType.STRING)
          .build();
  private static final Contract BREAKING =
      contract(ORDERS)
          .version("2")
          .required("id", FieldType.STRING)
          .required("total_amount", FieldType.NUMBER)
          .build();
  private static final Contract OTHER = contract(PAYMENTS).topic("raw.payments").build();

  private static ContractsInForce inForce(Contract... contracts) {
    ContractsInForce inForce = new ContractsInForce();
    for (Contract contract : contracts) {
      inForce.add(
          contract.urn(),
          new ContractsInForce.Document(ContractWriter.json(contract), 3, AT, "somebody", 0));
    }
    return inForce;
  }

  private static Decision apply(
      ContractsInForce inForce, Precondition precondition, boolean force, Contract... contracts) {
    return new ContractRequest.Apply(List.of(contracts), precondition, force).decide(inForce);
  }

  @Test
  void aContractForADatasetWithoutOneIsNew() {
    // when
    Decision decision = apply(inForce(), Precondition.NONE, false, FIRST);
    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted ->
                assertThat(accepted.proposals())
                    .singleElement()
                    .satisfies(
                        proposal -> {
                          assertThat(proposal.effect()).isEqualTo(Proposal.Effect.CREATED);
                          assertThat(proposal.words()).containsExactly("new");
                          assertThat(proposal.previousVersion()).isNull();
                        }));
  }

  @Test
  void aCompatibleVersionTakesThePlaceOfTheOneBefore() {
    // when
    Decision decision = apply(inForce(FIRST), Precondition.NONE, false, COMPATIBLE);
    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted ->
                assertThat(accepted.proposals())
                    .singleElement()
                    .satisfies(
                        proposal -> {
                          assertThat(proposal.effect()).isEqualTo(Proposal.Effect.UPDATED);
                          assertThat(proposal.words())
                              .containsExactly(
                                  "version 1 → 2", "new optional field: note (string)");
                          assertThat(proposal.previousVersion()).isEqualTo("1");
                        }));
  }

  @Test
  void theSameDocumentChangesNothing() {
    // when
    Decision decision = apply(inForce(FIRST), Precondition.NONE, false, FIRST);
    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted ->
                assertThat(accepted.proposals())
                    .extracting(Proposal::effect)
                    .containsExactly(Proposal.Effect.UNCHANGED));
  }

  @Test
  void oneBreakingContractKeepsAllFromBeingAccepted() {
    // when
    Decision decision = apply(inForce(FIRST), Precondition.NONE, false, OTHER, BREAKING);
    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Breaking.class,
            breaking ->
                assertThat(breaking.proposals())
                    .singleElement()
                    .satisfies(
                        proposal ->
                            assertThat(proposal.breaking())
                                .singleElement()
                                .satisfies(
                                    why -> assertThat(why.message()).contains("'total_amount'"))));
  }

  @Test
  void aBreakingContractCanBeForced() {
    // when
    Decision decision = apply(inForce(FIRST), Precondition.NONE, true, BREAKING);
    // then
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void whoeverHasSeenAnOlderVersionIsOvertakenEvenWithForce() {
    // given
    Precondition seen = Precondition.oneOf(Set.of(ContractTag.of(FIRST).text()));
    // when
    Decision decision = apply(inForce(COMPATIBLE), seen, true, BREAKING);
    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Overtaken.class,
            overtaken -> {
              assertThat(overtaken.current()).isNotNull();
              assertThat(overtaken.current().contract()).isEqualTo(COMPATIBLE);
            });
    assertThat(apply(inForce(FIRST), seen, false, COMPATIBLE))
        .isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void onlyTheFirstContractMayBeAskedFor() {
    // when / then
    assertThat(apply(inForce(), Precondition.ABSENT, false, FIRST))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(apply(inForce(FIRST), Precondition.ABSENT, false, COMPATIBLE))
        .isInstanceOf(Decision.Overtaken.class);
    assertThat(apply(inForce(), Precondition.PRESENT, false, FIRST))
        .isInstanceOf(Decision.Overtaken.class);
  }

  @Test
  void aContractInForceCanBeRetired() {
    // when
    Decision decision =
        new ContractRequest.Retire(ORDERS, Precondition.PRESENT).decide(inForce(FIRST));
    // then
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accepted.class,
            accepted ->
                assertThat(accepted.proposals())
                    .extracting(Proposal::effect)
                    .containsExactly(Proposal.Effect.RETIRED));
  }

  @Test
  void whatIsNotInForceCannotBeRetired() {
    // when
    Decision decision =
        new ContractRequest.Retire(PAYMENTS, Precondition.NONE).decide(inForce(FIRST));
    // then
    assertThat(decision).isEqualTo(new Decision.NotInForce(PAYMENTS));
  }

  @Test
  void anInvalidDocumentOnTheTopicChangesNothing() {
    // given
    ContractsInForce inForce = inForce(FIRST);
    inForce.add(
        ORDERS,
        new ContractsInForce.Document(
            "{\"kind\":\"Nonsense\"}".getBytes(StandardCharsets.UTF_8), 0, AT, null, 1));
    // when
    List<Contract> contracts = List.copyOf(inForce.contracts().values());
    // then
    assertThat(contracts).containsExactly(FIRST);
  }

  @Test
  void aRetiredContractIsNotInForceButItsNumberIsKnown() {
    // given
    ContractsInForce inForce = inForce(FIRST);
    inForce.add(ORDERS, new ContractsInForce.Document(null, 4, AT, "somebody", 1));
    // when / then
    assertThat(inForce.find(ORDERS)).isEmpty();
    assertThat(inForce.lastRevision(ORDERS)).contains(4L);
  }
}
