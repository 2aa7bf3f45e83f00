package io.signalfactory.benchmarks;

import io.signalfactory.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The unit of performance: a Kafka Streams application that copies the records to where the others
 * write Evidence, and no more.
 */
final class CopyApplication {

  private CopyApplication() {}

  /**
   * Copies the raw records until the process is stopped.
   *
   * @param args the configuration file
   */
  public static void main(String[] args) {
    Settings settings = Settings.load(Path.of(args[0]), Map.of());
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            settings.rawTopicPattern(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .to(settings.evidenceTopic(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Run.untilStopped(builder, settings);
  }
}
