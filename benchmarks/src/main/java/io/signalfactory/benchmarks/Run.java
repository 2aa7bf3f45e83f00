package io.signalfactory.benchmarks;

import io.signalfactory.config.Settings;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs a plain Kafka Streams application with the product's client and Streams settings. */
final class Run {

  private Run() {}

  static void untilStopped(StreamsBuilder builder, Settings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.streamsProperties());
    properties.remove("ensure.explicit.internal.resource.naming");
    KafkaStreams streams = new KafkaStreams(builder.build(properties), properties);
    streams.setUncaughtExceptionHandler(
        failure -> {
          failure.printStackTrace();
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
  }
}
