package io.signalfactory.cli;

import io.signalfactory.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** A connection to a Kafka cluster that has answered at least once. */
final class Cluster implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Settings settings;
  private final Admin admin;

  private Cluster(Settings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /**
   * Connects and waits for the first answer.
   *
   * @throws CommandException with {@link ExitStatus#UNREACHABLE} if there is no answer within 10
   *     seconds
   */
  static Cluster connect(Settings settings) {
    Map<String, Object> properties = new HashMap<>(settings.adminProperties());
    int timeout = Math.toIntExact(ANSWER_WITHIN.toMillis());
    properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3 * timeout);
    properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    Admin admin;
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      if (e instanceof ConfigException || e.getCause() instanceof ConfigException) {
        throw CommandException.wrongUsage("Kafka's client refuses a setting: " + rootMessage(e));
      }
      throw unreachable(settings, rootMessage(e), e);
    }
    try {
      var unused =
          admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeout)).clusterId().get();
      return new Cluster(settings, admin);
    } catch (ExecutionException e) {
      admin.close(Duration.ZERO);
      throw e.getCause() instanceof TimeoutException
          ? unreachable(
              settings, "no answer within " + ANSWER_WITHIN.toSeconds() + " s. Is it running?", e)
          : unreachable(settings, rootMessage(e), e);
    } catch (InterruptedException e) {
      admin.close(Duration.ZERO);
      throw new InterruptException(e);
    }
  }

  private static CommandException unreachable(Settings settings, String why, Exception cause) {
    return CommandException.unreachable(
        "cannot reach Kafka at "
            + settings.bootstrapServers()
            + ": "
            + why
            + " Start one with `signal-factory local`, or name another with --config or"
            + " --bootstrap-servers.",
        cause);
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return message.endsWith(".") ? message : message + ".";
  }

  Settings settings() {
    return settings;
  }

  Admin admin() {
    return admin;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
