package io.signalfactory.checklist;

/** Finds out who reads the breaches topic. */
@FunctionalInterface
public interface BreachReaders {

  /** Who reads it now; answers within two seconds, whatever the cluster does. */
  Readers now();
}
