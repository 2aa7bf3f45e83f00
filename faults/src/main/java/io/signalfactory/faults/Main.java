package io.signalfactory.faults;

import io.signalfactory.rig.RigException;
import io.signalfactory.rig.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Injects faults one after the other, prints what came of each, and says whether all was kept. */
final class Main {

  private Main() {}

  /**
   * Runs the suite. The exit status is 0 if every promise was kept, 1 if one was broken, and 2 if
   * it could not be tried.
   *
   * @param args the checkout, then the names of faults; {@code --short} chooses a few, none all
   */
  public static void main(String[] args) throws Exception {
    try {
      List<String> words = List.of(args).subList(1, args.length);
      List<Fault> faults =
          words.isEmpty()
              ? Faults.all()
              : words.equals(List.of("--short")) ? Faults.fewest() : Faults.named(words);
      System.exit(run(Path.of(args[0]).toAbsolutePath(), faults) ? 0 : 1);
    } catch (RigException e) {
      System.err.println("faults: " + e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(Path home, List<Fault> faults) throws Exception {
    Report report = new Report();
    @Nullable Rehearsal rehearsal = null;
    try {
      for (Fault fault : faults) {
        if (rehearsal == null) {
          rehearsal = Rehearsal.start(home);
        }
        if (!rehearsal.run(fault, report)) {
          // What it has left behind would be held against the next.
          rehearsal.keepLogs();
          rehearsal.close();
          rehearsal = null;
        }
      }
    } finally {
      if (rehearsal != null) {
        rehearsal.close();
      }
    }
    String table = report.table();
    System.out.println("\n" + table);
    Files.writeString(
        Files.createDirectories(home.resolve("faults/target")).resolve("results.md"), table);
    return report.kept();
  }

  /** A stage and the folder that it works in. */
  private static final class Rehearsal implements AutoCloseable {

    private final WorkFolder folder;
    private final Stage stage;
    private boolean logsStay;

    private Rehearsal(WorkFolder folder, Stage stage) {
      this.folder = folder;
      this.stage = stage;
    }

    static Rehearsal start(Path home) throws Exception {
      System.err.println("starting a broker and two instances ...");
      WorkFolder folder = WorkFolder.create();
      try {
        return new Rehearsal(folder, new Stage(new Launcher(home, folder)));
      } catch (Exception e) {
        System.err.println("the logs are in " + folder);
        folder.deleteAllButLogs();
        throw e;
      }
    }

    /**
     * @return whether the next fault can be injected into the same stage
     */
    boolean run(Fault fault, Report report) throws Exception {
      var obstacle = stage.obstacle(fault);
      if (obstacle.isPresent()) {
        report.skip(fault.name(), obstacle.get());
        System.out.println("left out " + fault.name() + ": " + obstacle.get());
        return true;
      }
      System.err.println(fault.name() + " ...");
      Outcome outcome = stage.run(fault);
      report.add(outcome);
      System.out.println(Report.line(outcome));
      if (!outcome.kept()) {
        keepLogs();
      }
      return outcome.recovered();
    }

    void keepLogs() {
      logsStay = true;
    }

    @Override
    public void close() throws Exception {
      stage.close();
      if (logsStay) {
        System.err.println("the logs are in " + folder);
        folder.deleteAllButLogs();
      } else {
        folder.delete();
      }
    }
  }
}
