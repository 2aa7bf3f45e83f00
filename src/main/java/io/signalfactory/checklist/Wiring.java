package io.signalfactory.checklist;

/**
 * The names that a producer and a reader of breaches have to know.
 *
 * @param serviceHeader the header that names the service
 * @param versionHeader the header that names its version
 * @param breachesTopic where breaches are published
 */
public record Wiring(String serviceHeader, String versionHeader, String breachesTopic) {}
