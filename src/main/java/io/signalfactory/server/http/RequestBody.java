package io.signalfactory.server.http;

import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a request, within a bound. */
final class RequestBody {

  /** The most bytes that a body may have: a thousand contracts have less. */
  static final int MAX_BYTES = 1 << 20;

  private RequestBody() {}

  /**
   * The whole body.
   *
   * @param length the length that the client announces; -1 if it does not
   * @throws ProblemException if it is too large, or does not come as the headers say
   */
  static byte[] read(InputStream body, long length) {
    if (length > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      // What comes is the client's: a chunk that is none, or an end before the end.
      throw ProblemException.badRequest(
          "the body ends early, or is not encoded as the headers say: send it again as a whole");
    }
  }

  private static ProblemException tooLarge() {
    return ProblemException.tooLarge(
        "the body is larger than " + MAX_BYTES + " bytes: send it in parts");
  }
}
