package io.signalfactory.faults;

import java.util.List;

/**
 * One raw topic of the load, and the dataset on it.
 *
 * @param name of the dataset and, with {@code raw.} and {@code .events} around it, of the topic
 * @param partitions that the topic has at first
 * @param perSecond records
 * @param everyFails one of so many records leaves out a required field; 0 if none does
 * @param slos the limits of its contract, in YAML; empty if it has no contract
 */
record Feed(String name, int partitions, int perSecond, int everyFails, String slos) {

  /** Its topic stays as it is in every fault, and its limits are tight. */
  static final Feed ORDERS =
      new Feed(
          "orders",
          3,
          100,
          0,
          """
              freshness:
                maxDelaySeconds: 30
              volume:
                minEventsPerHour: 180000
                maxEventsPerHour: 720000
                windowMinutes: 1
              compliance:
                minRate: 0.95
                windowMinutes: 3
              quality:
                minRate: 0.99
                windowMinutes: 3
          """);

  /** As orders, with a limit of freshness that an outage of a minute does not miss. */
  static final Feed PAYMENTS =
      new Feed(
          "payments",
          2,
          100,
          0,
          """
              freshness:
                maxDelaySeconds: 120
              compliance:
                minRate: 0.95
                windowMinutes: 3
              quality:
                minRate: 0.99
                windowMinutes: 3
          """);

  /** Every fifth record fails: its breach is open all the time, and must stay the same. */
  static final Feed REFUNDS =
      new Feed(
          "refunds",
          1,
          50,
          5,
          """
              freshness:
                maxDelaySeconds: 120
              compliance:
                minRate: 0.95
                windowMinutes: 3
          """);

  /** Its topic is deleted and created again. */
  static final Feed RETURNS =
      new Feed(
          "returns",
          2,
          30,
          0,
          """
              freshness:
                maxDelaySeconds: 600
              compliance:
                minRate: 0.95
                windowMinutes: 3
          """);

  /** Its topic grows; it has no contract. */
  static final Feed VISITS = new Feed("visits", 2, 30, 0, "");

  static final List<Feed> ALL = List.of(ORDERS, PAYMENTS, REFUNDS, RETURNS, VISITS);

  String topic() {
    return "raw." + name + ".events";
  }

  String urn() {
    return "urn:dp:" + name + ":events";
  }

  boolean hasContract() {
    return !slos.isEmpty();
  }

  /** Its contract, which has the limits and a rule of each kind that a fault could upset. */
  String contract() {
    return """
        apiVersion: odcs/v1
        kind: DataContract
        metadata:
          name: %1$s.events
          version: "1"
          owner: faults
          tier: 1
        spec:
          dataset:
            urn: %2$s
            topic: %3$s
            eventTime: event_time
          fields:
            additional: allow
            required:
              - name: id
                type: string
              - name: customer_id
                type: string
              - name: event_time
                type: timestamp
              - name: amount
                type: number
          quality:
            rules:
              - name: amount_positive
                expression: amount > 0
              - name: id_unique
                unique: [id]
                within: 1h
                scope: dataset
          slos:
        %4$s"""
        .formatted(name, urn(), topic(), slos);
  }
}
