package io.signalfactory.contract.document;

/** Thrown for text that is neither YAML nor JSON, or larger than a contract may be. */
final class DocumentException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Place place;

  DocumentException(Place place, String message) {
    super(message);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
