package io.signalfactory.registry;

import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaSource;

/** The lookups of all threads, with the time that one thread has to wait. */
final class ThreadSource implements SchemaSource {

  private final SchemaLookups lookups;
  private final WaitBudget budget;

  ThreadSource(SchemaLookups lookups, WaitBudget budget) {
    this.lookups = lookups;
    this.budget = budget;
  }

  @Override
  public SchemaLookup byId(SchemaId id) {
    return lookups.look(new Question.ById(id), budget);
  }

  @Override
  public SchemaLookup byIdAgain(SchemaId id) {
    return lookups.lookAgain(new Question.ById(id), budget);
  }

  @Override
  public SchemaLookup latest(String subject) {
    return lookups.look(new Question.Latest(subject), budget);
  }

  @Override
  public SchemaLookup version(String subject, int version) {
    return lookups.look(new Question.Version(subject, version), budget);
  }
}
