package io.signalfactory.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records per second and CPU per record of the copy, the plain DSL application and signal-factory,
 * in turn, over the same records on the same broker.
 *
 * <p>Each runs in a JVM of its own until the committed offsets of its group reach the end. What is
 * timed begins with a quarter of the records behind it: start and warm-up are not throughput.
 */
final class EndToEnd implements AutoCloseable {

  private static final String RAW = "raw.orders.events";
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Options options;
  private final Path folder;
  private final Process brokerProcess;
  private final String bootstrap;
  private final Admin admin;
  private int started;

  private EndToEnd(Options options) throws IOException {
    this.options = options;
    this.folder = Files.createTempDirectory("signal-factory-benchmark");
    this.brokerProcess =
        process(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerProcess.class.getName(),
                    folder.resolve("broker").toString()))
            .redirectError(folder.resolve("broker.log").toFile())
            .start();
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(brokerProcess.getInputStream(), StandardCharsets.UTF_8));
    this.bootstrap = said.readLine();
    if (bootstrap == null) {
      throw new IOException("the broker did not start, see " + folder.resolve("broker.log"));
    }
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  private static ProcessBuilder process(List<String> command) {
    return new ProcessBuilder(command);
  }

  /** What to measure. */
  private record Options(
      long records, int partitions, int threads, int rounds, double failing, String heap, Path home) {

    static Options read(String[] args) {
      Properties given = new Properties();
      for (String arg : args) {
        String[] parts = arg.replaceFirst("^--", "").split("=", 2);
        if (!arg.startsWith("--") || parts.length != 2) {
          throw new IllegalArgumentException("--NAME=VALUE expected, is " + arg);
        }
        given.setProperty(parts[0], parts[1]);
      }
      return new Options(
          Long.parseLong(given.getProperty("records", "3000000")),
          Integer.parseInt(given.getProperty("partitions", "4")),
          Integer.parseInt(given.getProperty("threads", "1")),
          Integer.parseInt(given.getProperty("rounds", "3")),
          Double.parseDouble(given.getProperty("failing", "0")),
          given.getProperty("heap", "-Xmx1g"),
          Path.of(given.getProperty("home", ".")).toAbsolutePath().normalize());
    }
  }

  /**
   * @param args {@code --records=N --partitions=N --threads=N --rounds=N --failing=SHARE}
   */
  public static void main(String[] args) throws Exception {
    Options options = Options.read(args);
    try (EndToEnd benchmark = new EndToEnd(options)) {
      benchmark.preload();
      Map<Candidate, List<Sample>> samples = new EnumMap<>(Candidate.class);
      for (int round = 0; round < options.rounds(); round++) {
        for (Candidate candidate : Candidate.values()) {
          Sample sample = benchmark.measure(candidate);
          samples.computeIfAbsent(candidate, c -> new ArrayList<>()).add(sample);
          System.err.printf(
              "round %d: %-14s %,9.0f records/s %6.2f us CPU%n",
              round + 1, candidate.label(), sample.recordsPerSecond(), sample.cpuMicros());
        }
      }
      report(options, samples);
    }
  }

  private static void report(Options options, Map<Candidate, List<Sample>> samples) {
    System.out.printf(
        "%,d records, %d partitions, %d stream threads, %.0f %% failing, %d rounds%n%n",
        options.records(),
        options.partitions(),
        options.threads(),
        options.failing() * 100,
        options.rounds());
    System.out.println("| | records/s | of the copy | CPU us/record | of the copy |");
    System.out.println("|---|---|---|---|---|");
    List<Sample> copies = samples.get(Candidate.COPY);
    samples.forEach(
        (candidate, own) ->
            System.out.printf(
                "| %s | %s | %s | %s | %s |%n",
                candidate.label(),
                of(own, Sample::recordsPerSecond).text("%,.0f"),
                ratios(own, copies, Sample::recordsPerSecond).text("%.2f"),
                of(own, Sample::cpuMicros).text("%.1f"),
                ratios(own, copies, Sample::cpuMicros).text("%.2f")));
  }

  private static Spread of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return Spread.of(samples.stream().map(figure::applyAsDouble).toList());
  }

  /** Each against the copy of its own round. */
  private static Spread ratios(
      List<Sample> own, List<Sample> copies, ToDoubleFunction<Sample> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      ratios.add(figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(copies.get(i)));
    }
    return Spread.of(ratios);
  }

  private void preload() throws Exception {
    admin
        .createTopics(List.of(new NewTopic(RAW, options.partitions(), (short) 1)))
        .all()
        .get();
    OrderEvents events = new OrderEvents("order.created", options.failing());
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap, "linger.ms", "20", "batch.size", "131072"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Instant now = Instant.now();
      for (long i = 0; i < options.records(); i++) {
        if (i % 1_000 == 0) {
          now = Instant.now();
        }
        int partition = (int) (i % options.partitions());
        producer.send(
            new ProducerRecord<>(
                RAW, partition, null, null, events.next(now), OrderEvents.headers()));
      }
    }
  }

  private Sample measure(Candidate candidate) throws Exception {
    String id = "bench-" + ++started;
    Path configuration = configure(id);
    for (String output : candidate.outputs()) {
      admin.createTopics(List.of(new NewTopic(output, options.partitions(), (short) 1))).all().get();
    }
    if (candidate == Candidate.SIGNAL_FACTORY) {
      cli(configuration, "topics", "create");
      cli(configuration, "contracts", "apply", options.home() + "/contracts/orders");
    }
    Path log = folder.resolve(id + ".log");
    Process process =
        process(
                candidate.command(
                    System.getProperty("java.class.path"),
                    options.home(),
                    configuration,
                    options.heap()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return watch(process, id, log);
    } finally {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      cleanUp();
    }
  }

  private Sample watch(Process process, String group, Path log) throws Exception {
    long from = options.records() / 4;
    long began = 0;
    long first = 0;
    Duration cpu = Duration.ZERO;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("no end was reached, see " + log);
      }
      long done = committed(group);
      if (first == 0 && done >= from) {
        first = done;
        began = System.nanoTime();
        cpu = cpu(process);
      } else if (done >= options.records()) {
        double seconds = (System.nanoTime() - began) / 1e9;
        double micros = cpu(process).minus(cpu).toNanos() / 1e3;
        return new Sample((done - first) / seconds, micros / (done - first));
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private long committed(String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(RAW) && entry.getValue() != null)
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  private Path configure(String id) throws IOException {
    Path configuration = folder.resolve(id + ".properties");
    Files.writeString(
        configuration,
        String.join(
            "\n",
            "bootstrap.servers=" + bootstrap,
            "application.id=" + id,
            "raw.topic.pattern=raw\\\\..+",
            "topic.prefix=signal_factory",
            "topics.partitions=" + options.partitions(),
            "topics.replication.factor=1",
            "signals.partitions=" + options.partitions(),
            "processing.guarantee=exactly_once_v2",
            "commit.interval.ms=1000",
            "num.stream.threads=" + options.threads(),
            "state.dir=" + folder.resolve("state-" + id),
            "http.port=0",
            ""));
    return configuration;
  }

  private void cli(Path configuration, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(options.home().resolve("signal-factory").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("--config", configuration.toString()));
    Path log = folder.resolve("cli.log");
    Process process =
        process(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed, see " + log);
    }
  }

  /** Removes every topic but the raw one, so that no candidate works beside another's data. */
  private void cleanUp() throws Exception {
    List<String> others =
        admin.listTopics().names().get().stream().filter(name -> !name.equals(RAW)).toList();
    admin.deleteTopics(others).all().get();
    while (!others.isEmpty() && admin.listTopics().names().get().size() > 1) {
      Thread.sleep(LOOK_EVERY.toMillis());
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.filter(p -> p.getFileName().toString().startsWith("state-")).toList()) {
        delete(path);
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    admin.close(Duration.ofSeconds(5));
    brokerProcess.getOutputStream().close();
    try {
      if (!brokerProcess.waitFor(30, TimeUnit.SECONDS)) {
        brokerProcess.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      brokerProcess.destroyForcibly();
    }
    delete(folder);
  }
}
