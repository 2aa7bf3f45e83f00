package io.signalfactory.event.avro;

import io.signalfactory.event.binary.Cursor;

/** A part of the program that a schema is compiled into. */
@FunctionalInterface
interface Step {

  /** Reads a value, or passes over it. */
  void run(Cursor in);
}
