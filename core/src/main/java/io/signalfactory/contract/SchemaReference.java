package io.signalfactory.contract;

import org.jspecify.annotations.Nullable;

/**
 * The registered schema that a dataset's records should follow.
 *
 * @param registry the registry that has it; {@link Registry#NONE} if the contract names none
 * @param subject its subject there; null with {@link Registry#NONE}
 * @param version the version of the subject that the contract was written against, from 1; null if
 *     it names none
 * @param compatibility the compatibility mode that the owner expects of the registry; null if the
 *     contract names none
 */
public record SchemaReference(
    Registry registry,
    @Nullable String subject,
    @Nullable Integer version,
    @Nullable CompatibilityMode compatibility) {

  /** No registered schema. */
  public static final SchemaReference ABSENT = new SchemaReference(Registry.NONE, null, null, null);

  /** The registries that a contract can name. */
  public enum Registry {
    GLUE,
    CONFLUENT,
    FILE,
    NONE
  }

  /** The compatibility modes that all schema registries have. */
  public enum CompatibilityMode {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE
  }
}
