package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.util.List;

/** Runs a benchmark, prints what it found, and keeps it for the document of results. */
final class Main {

  private Main() {}

  /**
   * Runs one mode.
   *
   * @param args the mode and its options; {@code benchmarks/run} knows which
   */
  public static void main(String[] args) {
    try {
      run(args[0], Options.read(List.of(args).subList(1, args.length)));
    } catch (RigException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(1);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(String mode, Options options) throws Exception {
    String command = (mode.equals("end-to-end") ? "" : " " + mode) + options.given();
    Results results = new Results(options.home(), "benchmarks/run" + command);
    switch (mode) {
      case "end-to-end" -> {
        EndToEnd benchmark = new EndToEnd(options);
        tell(results, benchmark.name(), benchmark.run());
      }
      case "datasets" -> tell(results, mode, new Datasets(options).run());
      case "scaling" -> tell(results, mode, new Scaling(options).run());
      case "start" -> tell(results, mode, new Start(options).run());
      case "restore" -> tell(results, mode, new Restore(options).run());
      case "query" -> query(results, new Query(options));
      case "soak" -> tell(results, mode, new Soak(options).run());
      case "micro" -> tell(results, mode, Micro.read(results.file("micro.jmh.json")));
      case "guard" -> System.out.println(Guard.check(results.file("guard.jmh.json")));
      case "tick" -> tell(results, mode, Tick.read(results.file("tick.txt")));
      case "page" -> tell(results, mode, PageSpeed.read(results.file("page.txt")));
      case "report" -> System.out.println(results.writeDocument());
      default -> throw new RigException("there is no mode " + mode);
    }
  }

  /** A short run shows that all works, which is not worth keeping. */
  private static void query(Results results, Query benchmark) throws Exception {
    if (benchmark.isShort()) {
      print(benchmark.run());
    } else {
      tell(results, "query", benchmark.run());
    }
  }

  private static void tell(Results results, String name, Section section) throws Exception {
    print(section);
    results.keep(name, section);
    if (!section.failures().isEmpty()) {
      throw new RigException(
          "the others are kept, but these failed: " + String.join("; ", section.failures()));
    }
  }

  private static void print(Section section) {
    System.out.println(section.title() + "\n\n" + section.text());
    section
        .goals()
        .forEach(
            goal ->
                System.out.println(
                    (goal.met() ? "met:     " : "not met: ")
                        + goal.what()
                        + ": "
                        + goal.measured()));
  }
}
