package io.signalfactory.control;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The entity tag of a contract: equal contracts have the same tag on every instance, whatever the
 * format in which they were asked for.
 *
 * @param text without quotes
 */
public record ContractTag(String text) {

  private static final int BYTES = 12;

  /** The tag of a contract. */
  public static ContractTag of(Contract contract) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ContractWriter.json(contract));
      return new ContractTag(HexFormat.of().formatHex(hash, 0, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** As a header has it: in double quotes. */
  public String quoted() {
    return '"' + text + '"';
  }
}
