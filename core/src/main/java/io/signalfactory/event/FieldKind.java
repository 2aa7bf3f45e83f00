package io.signalfactory.event;

/** What stands at a field's path. */
public enum FieldKind {
  ABSENT(0),
  NULL(1),
  STRING(2),
  /** A number without fraction or exponent. */
  INTEGER(3),
  /** A number with a fraction or an exponent. */
  DECIMAL(4),
  BOOLEAN(5),
  OBJECT(6),
  ARRAY(7);

  private static final FieldKind[] BY_CODE = values();

  private final byte code;

  FieldKind(int code) {
    this.code = (byte) code;
  }

  /**
   * Stands for the kind where many are kept and soon forgotten: a byte is cheaper to overwrite than
   * a reference, of which a garbage collector wants to know.
   */
  byte code() {
    return code;
  }

  static FieldKind ofCode(byte code) {
    return BY_CODE[code];
  }
}
