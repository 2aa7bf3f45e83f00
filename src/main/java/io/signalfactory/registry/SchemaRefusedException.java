package io.signalfactory.registry;

/** A registry has the schema, and it cannot be used. */
public final class SchemaRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong with the schema, without its text
   */
  public SchemaRefusedException(String message) {
    super(message);
  }
}
