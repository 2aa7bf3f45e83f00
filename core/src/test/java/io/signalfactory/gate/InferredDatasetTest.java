package io.signalfactory.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferredDatasetTest {

  @ParameterizedTest
  @CsvSource({
    "raw.orders.events, urn:dp:orders:events",
    "raw.orders.eu.events, urn:dp:orders:eu.events",
    "raw.orders, urn:dp:raw:orders",
    "raw.orders., urn:dp:raw:orders.",
    "raw..orders, urn:dp:raw:.orders",
    "raw., urn:dp:default:raw.",
    "raw, urn:dp:default:raw",
    "orders, urn:dp:default:orders",
    "payments.settled, urn:dp:payments:settled",
    "rawhide.settled, urn:dp:rawhide:settled",
  })
  void isNamedAfterTheTopic(String topic, String urn) {
    assertThat(InferredDataset.urn(topic)).isEqualTo(urn);
  }
}
