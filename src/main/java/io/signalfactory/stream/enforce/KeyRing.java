package io.signalfactory.stream.enforce;

import io.signalfactory.gate.LastSeen;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest keys of one raw partition, each with the dataset in which it was last seen. It has
 * room for {@value #ENTRIES} of them and forgets the oldest page of them for a new one, so its size
 * is bounded whatever the keys are. A key that goes on being seen is not forgotten.
 *
 * <p>What it knows is a function of the events alone: it is the same after it was written to its
 * pages and read from them. Only pages that changed have to be written, and as keys are appended
 * these are few.
 */
final class KeyRing implements LastSeen {

  /** Keys per page. */
  static final int PAGE_ENTRIES = 256;

  /** Pages of a full ring. */
  static final int PAGES = 128;

  static final int ENTRIES = PAGES * PAGE_ENTRIES;

  private static final byte VERSION = 1;
  private static final int ENTRY_BYTES = 2 * Long.BYTES;
  private static final int HEAD_BYTES = 1 + Long.BYTES;

  /** Twice as many cells as entries; the newest key of a cell is found. */
  private static final int INDEX_BITS = 16;

  /** By page, the key and the dataset of each entry in turn. */
  private final long[] @Nullable [] pages = new long[PAGES][];

  /** By cell, the place of an entry and one; 0 for none. */
  private final int[] index = new int[1 << INDEX_BITS];

  /** How many keys have been appended since the beginning. */
  private long appended;

  /** How many of them are in pages that were taken to be written. */
  private long written;

  @Override
  public void saw(long key, long dataset) {
    int place = place(key);
    boolean known = place >= 0 && dataset(place) == dataset;
    if (!known || age(place) > ENTRIES / 2) {
      append(key, dataset);
    }
  }

  @Override
  public long datasetOf(long key) {
    int place = place(key);
    return place < 0 ? UNKNOWN : dataset(place);
  }

  private void append(long key, long dataset) {
    int place = (int) (appended % ENTRIES);
    if (place % PAGE_ENTRIES == 0) {
      // The page begins anew: what was in it is forgotten at once, as its stored copy will be.
      pages[place / PAGE_ENTRIES] = new long[2 * PAGE_ENTRIES];
    }
    put(place, key, dataset);
    appended++;
  }

  private void put(int place, long key, long dataset) {
    long[] page = Objects.requireNonNull(pages[place / PAGE_ENTRIES]);
    int at = 2 * (place % PAGE_ENTRIES);
    page[at] = key;
    page[at + 1] = dataset;
    index[cell(key)] = place + 1;
  }

  /** The place of a key; negative if it is not known. */
  private int place(long key) {
    int place = index[cell(key)] - 1;
    if (place < 0) {
      return -1;
    }
    long[] page = pages[place / PAGE_ENTRIES];
    return page != null && page[2 * (place % PAGE_ENTRIES)] == key ? place : -1;
  }

  private long dataset(int place) {
    long[] page = pages[place / PAGE_ENTRIES];
    return page == null ? UNKNOWN : page[2 * (place % PAGE_ENTRIES) + 1];
  }

  /** How many keys have been appended after the one at a place. */
  private int age(int place) {
    return Math.floorMod((int) (appended % ENTRIES) - 1 - place, ENTRIES);
  }

  private static int cell(long key) {
    return (int) (key >>> (Long.SIZE - INDEX_BITS));
  }

  /** Receives pages that changed. */
  @FunctionalInterface
  interface PageWriter {
    void write(int number, byte[] page);
  }

  /** Hands over the pages that changed since the last time. */
  void writeChanges(PageWriter writer) {
    if (written == appended) {
      return;
    }
    long to = (appended - 1) / PAGE_ENTRIES;
    long from = Math.max(written / PAGE_ENTRIES, to - PAGES + 1);
    for (long page = from; page <= to; page++) {
      writer.write((int) (page % PAGES), bytes(page * PAGE_ENTRIES));
    }
    written = appended;
  }

  /**
   * A page as bytes: the version, the number of keys before it, and the key and the dataset of each
   * entry.
   */
  private byte[] bytes(long first) {
    int count = (int) Math.min(PAGE_ENTRIES, appended - first);
    long[] page = Objects.requireNonNull(pages[(int) (first / PAGE_ENTRIES % PAGES)]);
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + count * ENTRY_BYTES);
    out.put(VERSION).putLong(first);
    for (int i = 0; i < 2 * count; i++) {
      out.putLong(page[i]);
    }
    return out.array();
  }

  /**
   * The ring that was written.
   *
   * @param stored its pages, in any order
   * @throws IllegalArgumentException if another format version wrote them, or they are damaged
   */
  static KeyRing of(List<byte[]> stored) {
    KeyRing ring = new KeyRing();
    stored.stream()
        .map(KeyRing::opened)
        .sorted(Comparator.comparing(KeyRing::first))
        .forEach(ring::read);
    ring.written = ring.appended;
    return ring;
  }

  private static ByteBuffer opened(byte[] page) {
    if (page.length < HEAD_BYTES
        || page[0] != VERSION
        || (page.length - HEAD_BYTES) % ENTRY_BYTES != 0) {
      throw new IllegalArgumentException(
          "a page of keys has another format than this release reads: run the release that wrote"
              + " it, or reset the application's state");
    }
    return ByteBuffer.wrap(page);
  }

  private static long first(ByteBuffer page) {
    return page.getLong(1);
  }

  private void read(ByteBuffer page) {
    appended = first(page);
    page.position(HEAD_BYTES);
    while (page.hasRemaining()) {
      append(page.getLong(), page.getLong());
    }
  }
}
