package io.signalfactory.stream.kafka;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all RocksDB stores of an instance share: one block cache, with the write buffers
 * counted into it. Without it every store takes its own, 98 MB by Streams' defaults.
 */
public final class RocksDbMemory implements AutoCloseable {

  /** The key under which Streams' configuration carries the instance's own object. */
  public static final String CONFIG_KEY = "signal.factory.rocksdb.memory";

  private static final int WRITE_BUFFER_SHARE = 4;
  // A share of write buffers only says when to flush: what waits for a slow disk is above it. A
  // store's writes wait when it has two, so this much each keeps six stores being written at a time
  // within the cap even then. RocksDB can hold writes back at the share itself (allow_stall), but
  // only the store that is written is flushed: buffers of others stop it.
  private static final int WRITE_BUFFERS = 2;
  private static final int WRITE_BUFFERS_IN_CAP = 16;
  private static final long MOST_WRITE_BUFFER_BYTES = 4L << 20;
  // Each shard of the cache has a lock and a share of its bytes. What is pinned is charged to a
  // shard even if it is full: write buffers, in pieces of 256 KiB (RocksDB's pull request 5175),
  // that go to shards by hash. With three quarters of the cap in write buffers, shards of 8 MiB
  // did overflow; in one of 64 MiB it takes four and a half standard deviations.
  private static final long SHARD_BYTES = 64L << 20;
  private static final int MOST_SHARD_BITS = 6;
  private static final double INDEX_SHARE = 0.1;

  static {
    RocksDB.loadLibrary();
  }

  private final Cache cache;
  private final WriteBufferManager writeBuffers;
  private final long writeBufferBytes;

  /**
   * @param bytes all that RocksDB may take, in bytes; with more than six stores being written at a
   *     time and a disk that is slower than they, at most two write buffers a store instead, each
   *     of a sixteenth of it and 4 MiB at most
   */
  public RocksDbMemory(long bytes) {
    this.cache = new LRUCache(bytes, shardBits(bytes), false, INDEX_SHARE);
    this.writeBuffers = new WriteBufferManager(bytes / WRITE_BUFFER_SHARE, cache);
    this.writeBufferBytes = Math.min(MOST_WRITE_BUFFER_BYTES, bytes / WRITE_BUFFERS_IN_CAP);
  }

  private static int shardBits(long bytes) {
    long shards = Math.max(1, bytes / SHARD_BYTES);
    return Math.min(MOST_SHARD_BITS, Long.SIZE - 1 - Long.numberOfLeadingZeros(shards));
  }

  void applyTo(Options options) {
    // Streams looks at the very object that it handed in; a new one makes it throw.
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(writeBuffers);
    // Streams 4.3 persists a store's offset only when a write buffer is flushed: a small one keeps
    // short what has to be restored after a kill.
    options.setWriteBufferSize(writeBufferBytes);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
