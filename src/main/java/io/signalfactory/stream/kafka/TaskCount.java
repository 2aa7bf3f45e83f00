package io.signalfactory.stream.kafka;

/**
 * How many tasks read raw topics, according to the assignment that is being made. The assignor
 * finds it out, and the admin client shows changelogs by it. Thread-safe.
 */
final class TaskCount {

  private volatile int tasks;

  void is(int tasks) {
    this.tasks = tasks;
  }

  /** The number of tasks; 0 before the first assignment. */
  int tasks() {
    return tasks;
  }
}
