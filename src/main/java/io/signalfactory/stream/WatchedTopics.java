package io.signalfactory.stream;

import io.signalfactory.config.Settings;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.OwnTopic;
import java.util.List;
import java.util.stream.Stream;

/** The topics that this application cannot do without, and what to do when one is deleted. */
final class WatchedTopics {

  private static final String CREATE =
      "Create it with `signal-factory topics create` and the same --config";

  private static final String RESTART =
      "Stop every instance and start them again: Kafka Streams creates it anew."
          + " topology/README.md says what is lost";

  private WatchedTopics() {}

  static List<OwnTopic> of(Settings settings) {
    Stream<OwnTopic> read =
        Stream.of(
            new OwnTopic(
                settings.contractsTopic(),
                "the contracts that were in force stay in force, and no change is seen",
                CREATE + ", and apply the contracts again with `signal-factory contracts apply`"),
            new OwnTopic(
                settings.contractVersionsTopic(),
                "contracts cannot be changed, and the versions that were known stay known",
                CREATE + ". The versions before are lost"),
            new OwnTopic(
                settings.deploymentsTopic(),
                "the deployments that were known stay known, and no other is seen",
                CREATE + ", and report the running deployments again"));
    Stream<OwnTopic> outputs =
        Stream.of(
                settings.evidenceTopic(),
                settings.signalsTopic(),
                settings.breachesTopic(),
                settings.deadLetterTopic())
            .map(
                topic ->
                    new OwnTopic(
                        topic,
                        "nothing can be written to it, so reading waits",
                        CREATE + ". What it contained is lost"));
    Stream<OwnTopic> repartitions =
        Stream.of(Names.BY_DATASET, Names.BY_KEY)
            .map(name -> settings.applicationId() + "-" + name + "-repartition")
            .map(topic -> new OwnTopic(topic, "tasks that write or read it cannot go on", RESTART));
    Stream<OwnTopic> changelogs =
        Names.LOGGED_STORES.stream()
            .map(store -> settings.applicationId() + "-" + store + "-changelog")
            .map(topic -> new OwnTopic(topic, "tasks that write it cannot go on", RESTART));
    return Stream.of(read, outputs, repartitions, changelogs).flatMap(each -> each).toList();
  }
}
