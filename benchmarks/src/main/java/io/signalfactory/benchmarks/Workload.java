package io.signalfactory.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The records that are read.
 *
 * @param name of its topics, which lets several lie on one broker
 * @param records in all
 * @param topics over which they are spread evenly
 * @param datasetsPerTopic told apart by a field of the record
 * @param partitions of each topic
 * @param bytes of a record's value
 * @param failing which share of them leaves out a required field
 */
record Workload(
    String name,
    long records,
    int topics,
    int datasetsPerTopic,
    int partitions,
    int bytes,
    double failing) {

  /** What the names of raw topics start with. */
  static final String RAW = "raw.";

  private static final int FEWEST_WRITTEN = 4;

  static Workload of(String name, long records, int partitions) {
    return new Workload(name, records, 1, 1, partitions, OrderEvents.BYTES, 0);
  }

  Workload spread(int manyTopics, int datasetsOnEach) {
    return new Workload(name, records, manyTopics, datasetsOnEach, partitions, bytes, failing);
  }

  Workload failing(double share) {
    return new Workload(name, records, topics, datasetsPerTopic, partitions, bytes, share);
  }

  /** As many records as fit into a number of bytes, at most those that it has. */
  Workload sized(int bytesOfEach, long bytesOfAll) {
    long fitting = Math.min(records, bytesOfAll / bytesOfEach);
    return new Workload(name, fitting, topics, datasetsPerTopic, partitions, bytesOfEach, failing);
  }

  /** A regular expression for a properties file. */
  String topicPattern() {
    return "raw\\\\." + name + "-\\\\d+";
  }

  String topic(int number) {
    return RAW + name + "-" + number;
  }

  List<String> topicNames() {
    return IntStream.range(0, topics).mapToObj(this::topic).toList();
  }

  /** What the field that tells datasets apart says. */
  String eventType(int dataset) {
    return datasetsPerTopic == 1 ? "order.created" : "order.created." + dataset;
  }

  String urn(int topic, int dataset) {
    return "urn:dp:" + name + "-" + topic + ":d" + dataset;
  }

  /**
   * Partitions of the topic that is written: as many as of a raw topic, but at least {@value
   * #FEWEST_WRITTEN} where all of many topics goes into it. With fewer than with one topic, what is
   * compared would be batches and requests, of which each partition has its own.
   */
  int writtenPartitions() {
    return topics == 1 ? partitions : Math.max(partitions, FEWEST_WRITTEN);
  }

  int datasets() {
    return topics * datasetsPerTopic;
  }
}
