package io.signalfactory.registry;

import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.WriterSchema;
import java.util.Optional;

/** What a registry is asked. */
sealed interface Question {

  Optional<WriterSchema> ask(SchemaRegistry registry)
      throws RegistryUnavailableException, SchemaRefusedException;

  /** Whether the answer can change once there is one. */
  default boolean changes() {
    return false;
  }

  record ById(SchemaId id) implements Question {
    @Override
    public Optional<WriterSchema> ask(SchemaRegistry registry)
        throws RegistryUnavailableException, SchemaRefusedException {
      return registry.byId(id);
    }
  }

  record Latest(String subject) implements Question {
    @Override
    public Optional<WriterSchema> ask(SchemaRegistry registry)
        throws RegistryUnavailableException, SchemaRefusedException {
      return registry.latest(subject);
    }

    @Override
    public boolean changes() {
      return true;
    }
  }

  record Version(String subject, int version) implements Question {
    @Override
    public Optional<WriterSchema> ask(SchemaRegistry registry)
        throws RegistryUnavailableException, SchemaRefusedException {
      return registry.version(subject, version);
    }
  }
}
