package io.signalfactory.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the members of the last records were called, in their order: a producer's serializer writes
 * the same ones in the same order, so that the next record's are likely to be found by comparing
 * bytes instead of reading a name and looking it up. An order takes 245 ns instead of 375 ({@code
 * ReadingBenchmark}). Nothing is believed that is not there in the bytes. Not thread-safe: one a
 * reader.
 */
final class MemberHabit {

  /** Members beyond these are read without habit. */
  private static final int MAX_MEMBERS = 64;

  private static final int MAX_LENGTH = 64;

  /** How often a place must be met otherwise than usual, on balance, to have a new habit. */
  private static final int SETTLED = 8;

  private final @Nullable Seen[] seen = new Seen[MAX_MEMBERS];
  private final byte[] trust = new byte[MAX_MEMBERS];

  /**
   * The usual member of a place.
   *
   * @return null if there is none, or if the record has something else there
   */
  @Nullable Seen expected(int place, byte[] in, int at) {
    Seen usual = place < MAX_MEMBERS ? seen[place] : null;
    if (usual == null) {
      return null;
    }
    int end = at + usual.length();
    if (end > in.length || !Arrays.equals(usual.bytes, 0, usual.bytes.length, in, at, end)) {
      return null;
    }
    if (trust[place] < SETTLED) {
      trust[place]++;
    }
    return usual;
  }

  /**
   * Another member was met.
   *
   * @param at where the quote before its name stands
   * @param valueAt where its value begins
   */
  void met(
      int place, byte[] in, int at, int valueAt, FieldPlan.@Nullable Node node, boolean payload) {
    if (place >= MAX_MEMBERS || valueAt - at > MAX_LENGTH) {
      return;
    }
    // Where two kinds of records alternate, nothing is gained by learning each of them anew.
    if (seen[place] != null && --trust[place] > 0) {
      return;
    }
    int nameEnd = at + 1;
    while (in[nameEnd] != '"') {
      nameEnd++;
    }
    seen[place] = new Seen(Arrays.copyOfRange(in, at, valueAt), nameEnd - at - 1, node, payload);
    trust[place] = SETTLED;
  }

  /**
   * A member up to its value.
   *
   * @param bytes its name in quotes and its colon, with the space around it
   * @param nameLength bytes of its name
   * @param node its place in the plan; null if it is in none
   * @param payload whether it is called {@code payload}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and never handed out of the package
  record Seen(byte[] bytes, int nameLength, FieldPlan.@Nullable Node node, boolean payload) {

    int length() {
      return bytes.length;
    }
  }
}
