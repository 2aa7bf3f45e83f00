package io.signalfactory.registry;

import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.WriterSchema;
import java.util.Optional;

/**
 * A schema registry. Each method asks it, and waits for it at most as long as its timeouts allow.
 * An empty answer says that the registry was asked and has no such schema. Thread-safe.
 *
 * <p>To add a registry, implement this in a package of its own, and let its test extend {@code
 * SchemaRegistryKit}.
 */
public interface SchemaRegistry extends AutoCloseable {

  /**
   * The schema that records name.
   *
   * @return empty also for a kind of id that this registry does not give
   * @throws RegistryUnavailableException if there is no answer
   * @throws SchemaRefusedException if the schema is beyond the bounds, or not in a known format
   */
  Optional<WriterSchema> byId(SchemaId id)
      throws RegistryUnavailableException, SchemaRefusedException;

  /**
   * The newest version of a subject.
   *
   * @throws RegistryUnavailableException as {@link #byId}
   * @throws SchemaRefusedException as {@link #byId}
   */
  Optional<WriterSchema> latest(String subject)
      throws RegistryUnavailableException, SchemaRefusedException;

  /**
   * One version of a subject.
   *
   * @param version from 1
   * @throws RegistryUnavailableException as {@link #byId}
   * @throws SchemaRefusedException as {@link #byId}
   */
  Optional<WriterSchema> version(String subject, int version)
      throws RegistryUnavailableException, SchemaRefusedException;

  /** Gives up connections. Nothing is asked afterwards. */
  @Override
  void close();
}
