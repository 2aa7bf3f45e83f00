package io.signalfactory.faults;

/** All that writes down what happens while the suite runs. */
record Observers(Counts counts, Sight sight, Breaches breaches, Watcher watcher) {}
