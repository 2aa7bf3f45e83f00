package io.signalfactory.server.api;

import io.signalfactory.checklist.BreachReaders;
import io.signalfactory.checklist.Wiring;

/**
 * What an instance needs to check a dataset, beside what it has stored.
 *
 * @param readers finds who reads the breaches topic
 * @param wiring the names that producers and readers have to know
 */
public record Verification(BreachReaders readers, Wiring wiring) {}
