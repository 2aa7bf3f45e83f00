package io.signalfactory.benchmarks;

import io.signalfactory.rig.RigException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was given on the command line as {@code --NAME=VALUE}; a bare {@code --NAME} is true. */
final class Options {

  private final Map<String, String> given = new HashMap<>();
  private final Set<String> asked = new HashSet<>(Set.of("home", "set"));

  /**
   * @throws RigException if an argument has another form
   */
  static Options read(Iterable<String> args) {
    Options options = new Options();
    for (String arg : args) {
      if (!arg.startsWith("--")) {
        throw new RigException("--NAME=VALUE expected, is " + arg);
      }
      String[] parts = arg.substring(2).split("=", 2);
      options.given.put(parts[0], parts.length == 2 ? parts[1] : "true");
    }
    return options;
  }

  String text(String name, String otherwise) {
    asked.add(name);
    return given.getOrDefault(name, otherwise);
  }

  int integer(String name, int otherwise) {
    return Math.toIntExact(whole(name, otherwise));
  }

  /** A whole number, in which {@code _} may separate digits. */
  long whole(String name, long otherwise) {
    String text = text(name, Long.toString(otherwise));
    try {
      return Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new RigException("--" + name + " is a whole number, not " + text);
    }
  }

  /** From 0 to 1. */
  double share(String name, double otherwise) {
    String text = text(name, Double.toString(otherwise));
    try {
      double share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new RigException("--" + name + " is a share from 0 to 1, not " + text);
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name, "false"));
  }

  /**
   * Settings of all applications that are measured, over those that the benchmark chooses: {@code
   * --set=KEY=VALUE,KEY=VALUE}.
   */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (String pair : text("set", "").split(",", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        settings.put(parts[0], parts[1]);
      } else if (!pair.isEmpty()) {
        throw new RigException("--set=KEY=VALUE,... expected, is " + pair);
      }
    }
    return settings;
  }

  /** What was given, as on a command line. */
  String given() {
    return new TreeMap<>(given)
        .entrySet().stream()
            .filter(option -> !option.getKey().equals("home"))
            .map(option -> " --" + option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining());
  }

  /** The checkout. */
  Path home() {
    return Path.of(given.getOrDefault("home", ".")).toAbsolutePath().normalize();
  }

  /** To call when all have been read: a misspelt option would else be one that has no effect. */
  void refuseOthers() {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw new RigException("unknown options: " + unknown + "; known: " + new TreeSet<>(asked));
    }
  }
}
