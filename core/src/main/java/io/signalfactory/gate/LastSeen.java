package io.signalfactory.gate;

import com.dynatrace.hash4j.hashing.Hashing;

/**
 * In which dataset the keys of one partition of a topic were last seen. A tombstone has no fields,
 * so on a topic whose datasets are told apart by a field nothing else tells where it belongs. Not
 * thread-safe: one per partition.
 */
public interface LastSeen {

  /** What {@link #datasetOf} returns for a key that is not known. */
  long UNKNOWN = 0;

  /**
   * The hash of a record's key, never 0. Two of a million keys have the same with a probability of
   * 10<sup>-7</sup>; the tombstone of one may then count for the dataset of the other.
   */
  static long hash(byte[] key) {
    long hash = Hashing.xxh3_64().hashBytesToLong(key);
    return hash == 0 ? 1 : hash;
  }

  /** Remembers nothing. */
  LastSeen NOWHERE =
      new LastSeen() {
        @Override
        public void saw(long key, long dataset) {
          // remembers nothing
        }

        @Override
        public long datasetOf(long key) {
          return UNKNOWN;
        }
      };

  /**
   * An event was read.
   *
   * @param key the {@link #hash} of its record's key
   * @param dataset the id of its dataset, never {@link #UNKNOWN}
   */
  void saw(long key, long dataset);

  /**
   * The id of the dataset of the last event with a key, or {@link #UNKNOWN}.
   *
   * @param key the {@link #hash} of the key
   */
  long datasetOf(long key);
}
