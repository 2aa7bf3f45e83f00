package io.signalfactory.server.http;

import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a request, within a bound. */
final class RequestBody {

  /** The most bytes that a body may have: a thousand contracts have less. */
  static final int MAX_BYTES = 1 << 20;

  /** So much more is read and thrown away: a client that still sends may never read its answer. */
  private static final int MAX_DISCARDED_BYTES = 4 << 20;

  private static final int DISCARDED_AT_A_TIME = 1 << 14;

  private RequestBody() {}

  /**
   * The whole body.
   *
   * @param length the length that the client announces; -1 if it does not
   * @throws ProblemException if it is too large, or does not come as the headers say
   */
  static byte[] read(InputStream body, long length) {
    try {
      byte[] bytes = length > MAX_BYTES ? null : body.readNBytes(MAX_BYTES + 1);
      if (bytes == null || bytes.length > MAX_BYTES) {
        discard(body);
        throw tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      // What comes is the client's: a chunk that is none, or an end before the end.
      throw ProblemException.badRequest(
          "the body ends early, or is not encoded as the headers say: send it again as a whole");
    }
  }

  private static void discard(InputStream body) throws IOException {
    byte[] buffer = new byte[DISCARDED_AT_A_TIME];
    int discarded = 0;
    int read = 0;
    while (read >= 0 && discarded < MAX_DISCARDED_BYTES) {
      discarded += read;
      read = body.read(buffer);
    }
  }

  private static ProblemException tooLarge() {
    return ProblemException.tooLarge(
        "the body is larger than " + MAX_BYTES + " bytes: send it in parts");
  }
}
