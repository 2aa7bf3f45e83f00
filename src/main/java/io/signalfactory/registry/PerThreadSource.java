package io.signalfactory.registry;

import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaSource;

/**
 * One source for many threads: each has a time to wait of its own. Those who read records of a task
 * keep their source for as long as the task lives, and a task can move to another thread.
 */
final class PerThreadSource implements SchemaSource {

  private final ThreadLocal<SchemaSource> sources;

  PerThreadSource(SchemaLookups lookups) {
    this.sources = ThreadLocal.withInitial(lookups::forThread);
  }

  @Override
  public SchemaLookup byId(SchemaId id) {
    return sources.get().byId(id);
  }

  @Override
  public SchemaLookup byIdAgain(SchemaId id) {
    return sources.get().byIdAgain(id);
  }

  @Override
  public SchemaLookup latest(String subject) {
    return sources.get().latest(subject);
  }

  @Override
  public SchemaLookup version(String subject, int version) {
    return sources.get().version(subject, version);
  }
}
