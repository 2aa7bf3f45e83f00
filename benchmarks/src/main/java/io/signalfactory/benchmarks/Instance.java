package io.signalfactory.benchmarks;

import io.signalfactory.rig.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of several instances of the product, in a JVM of its own.
 *
 * @param url where it answers
 */
record Instance(Child process, String url) {

  /**
   * Writes the configuration of an instance with a port and a state folder of its own.
   *
   * @param id of the application, the same for all of its instances
   * @param name of the instance
   */
  static Path configure(
      Lab lab, String id, String name, Workload workload, Map<String, String> more)
      throws IOException {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("state.dir", lab.folder().path("state-" + name).toString());
    settings.put("http.port", Integer.toString(freePort()));
    Path written = lab.configure(id, workload, settings);
    return Files.move(written, lab.folder().path(name + ".properties"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts an instance and waits until it is ready. */
  static Instance start(Lab lab, Path configuration, String javaOptions, Duration patience)
      throws IOException, InterruptedException {
    Child process = lab.run(configuration, javaOptions);
    try {
      return new Instance(process, process.awaitLine("ready ", patience).split(" ", 2)[0]);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }
}
