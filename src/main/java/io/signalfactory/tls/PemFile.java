package io.signalfactory.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the blocks of a PEM file (RFC 7468). Text between them is skipped. */
final class PemFile {

  /** A thousand certificates have less. */
  private static final int MAX_BYTES = 4 << 20;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private PemFile() {}

  /**
   * The blocks in their order.
   *
   * @throws TlsException if there is none, or the file cannot be read
   */
  static List<Block> read(Path file) {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text(file));
    while (block.find()) {
      blocks.add(new Block(block.group(1), decoded(file, block.group(2))));
    }
    if (blocks.isEmpty()) {
      throw new TlsException(
          file + ": has no PEM block: it must contain lines such as -----BEGIN CERTIFICATE-----");
    }
    return blocks;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new TlsException(
            file + ": is larger than " + MAX_BYTES + " bytes: is it the right one?");
      }
      // Not UTF-8, so that it can always be decoded: what is not PEM is skipped or refused.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new TlsException(file + ": cannot be read: " + e, e);
    }
  }

  private static byte[] decoded(Path file, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new TlsException(file + ": a PEM block is not base64: copy the file again", e);
    }
  }

  /**
   * One block.
   *
   * @param label such as {@code CERTIFICATE}
   * @param content its content, in DER
   */
  record Block(String label, byte[] content) {}
}
