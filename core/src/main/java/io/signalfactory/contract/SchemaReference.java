package io.signalfactory.contract;

import org.jspecify.annotations.Nullable;

/**
 * The registered schema that a dataset's records are to follow.
 *
 * @param registry which registry holds it; {@link Registry#NONE} where the contract names none
 * @param subject its subject there; null with {@link Registry#NONE}
 * @param compatibility the registry's compatibility mode that the owner expects; null where the
 *     contract says nothing
 */
public record SchemaReference(
    Registry registry, @Nullable String subject, @Nullable CompatibilityMode compatibility) {

  /** No registered schema. */
  public static final SchemaReference ABSENT = new SchemaReference(Registry.NONE, null, null);

  /** The registries that a contract can name. */
  public enum Registry {
    GLUE,
    CONFLUENT,
    FILE,
    NONE
  }

  /** The compatibility modes that schema registries share. */
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
