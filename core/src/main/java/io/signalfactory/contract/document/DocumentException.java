package io.signalfactory.contract.document;

/** Text that is neither YAML nor JSON, or more of it than a contract may be. */
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
