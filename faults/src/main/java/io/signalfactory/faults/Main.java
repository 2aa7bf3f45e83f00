package io.signalfactory.faults;

import io.signalfactory.rig.RigException;
import io.signalfactory.rig.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Injects faults one after the other, prints what came of each, and says whether all was kept. */
final class Main {

  private Main() {}

  /**
   * Runs the suite. The exit status is 0 if every promise was kept, 1 if one was broken, and 2 if
   * it could not be tried.
   *
   * @param args the checkout, then what {@link Request} reads
   */
  public static void main(String[] args) throws Exception {
    try {
      if (List.of(args).subList(1, args.length).equals(List.of("ask"))) {
        System.exit(AskRun.run(Path.of(args[0]).toAbsolutePath()) ? 0 : 1);
      }
      Request request = Request.read(List.of(args).subList(1, args.length));
      System.exit(run(Path.of(args[0]).toAbsolutePath(), request) ? 0 : 1);
    } catch (RigException e) {
      System.err.println("faults: " + e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(Path home, Request request) throws Exception {
    Report report = new Report();
    Instant began = Instant.now();
    @Nullable Rehearsal rehearsal = null;
    try {
      for (Fault fault : request.faults()) {
        if (rehearsal == null) {
          rehearsal = Rehearsal.start(home);
        }
        if (!rehearsal.run(fault, report)) {
          // What it has left behind would be held against the next.
          rehearsal.close();
          rehearsal = null;
        }
      }
    } finally {
      if (rehearsal != null) {
        rehearsal.close();
      }
    }
    String measured = circumstances(began) + "\n\n" + report.table() + "\n" + report.counted();
    System.out.println("\n" + measured);
    if (request.recorded()) {
      new ReliabilityDocument(home).record(measured + "\n");
    }
    return report.kept();
  }

  private static String circumstances(Instant began) {
    return String.format(
        Locale.ROOT,
        "Measured on %s from %s UTC, in %d minutes: %d cores shared by the broker, both instances"
            + " and the load; %s %s, Java %s.",
        LocalDate.ofInstant(began, ZoneOffset.UTC),
        LocalTime.ofInstant(began, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES),
        Duration.between(began, Instant.now()).toMinutes(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version().feature());
  }

  /** A stage and the folder that it works in. */
  private static final class Rehearsal implements AutoCloseable {

    private final WorkFolder folder;
    private final Stage stage;
    private final Thread tidier;
    private boolean logsStay;

    private Rehearsal(WorkFolder folder, Stage stage, Thread tidier) {
      this.folder = folder;
      this.stage = stage;
      this.tidier = tidier;
    }

    static Rehearsal start(Path home) throws Exception {
      System.err.println("starting a broker and two instances ...");
      WorkFolder folder = WorkFolder.create();
      // Interrupted, it would leave the broker's data behind.
      Thread tidier = new Thread(folder::deleteAsItIsLeft);
      Runtime.getRuntime().addShutdownHook(tidier);
      try {
        return new Rehearsal(folder, new Stage(new Launcher(home, folder)), tidier);
      } catch (Exception e) {
        System.err.println("the logs are in " + folder);
        folder.deleteAllButLogs();
        throw e;
      }
    }

    private static void forget(Thread tidier) {
      try {
        Runtime.getRuntime().removeShutdownHook(tidier);
      } catch (IllegalStateException e) {
        // This process is ending, and it tidies up.
      }
    }

    /**
     * @return whether the next fault can be injected into the same stage
     */
    boolean run(Fault fault, Report report) throws Exception {
      var obstacle = stage.obstacle(fault);
      if (obstacle.isPresent()) {
        report.leaveOut(fault.name(), obstacle.get());
        System.out.println("left out " + fault.name() + ": " + obstacle.get());
        return true;
      }
      System.err.println(fault.name() + " ...");
      Outcome outcome = stage.run(fault);
      report.add(outcome);
      System.out.println(Report.line(outcome));
      if (!outcome.kept()) {
        logsStay = true;
      }
      return outcome.recovered();
    }

    @Override
    public void close() throws Exception {
      stage.close();
      forget(tidier);
      if (logsStay) {
        System.err.println("the logs are in " + folder);
        folder.deleteAllButLogs();
      } else {
        folder.delete();
      }
    }
  }
}
