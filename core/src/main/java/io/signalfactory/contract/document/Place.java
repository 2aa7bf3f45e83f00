package io.signalfactory.contract.document;

/**
 * Where something stands in a document.
 *
 * @param line 1-based
 * @param column 1-based
 */
record Place(int line, int column) implements Comparable<Place> {

  static final Place START = new Place(1, 1);

  @Override
  public int compareTo(Place other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}
