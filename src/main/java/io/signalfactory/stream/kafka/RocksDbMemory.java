package io.signalfactory.stream.kafka;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all RocksDB stores of an instance share: one block cache, which the write buffers
 * count against. Without it every store has its own memory, 98 MB by Streams' defaults.
 */
public final class RocksDbMemory implements AutoCloseable {

  /** The key under which Streams' configuration carries the instance's own object. */
  public static final String CONFIG_KEY = "signal.factory.rocksdb.memory";

  private static final int WRITE_BUFFER_SHARE = 4;
  // The share of write buffers only decides when to flush: buffers that wait for a slow disk come
  // on
  // top. A store stops accepting writes when it has two, so with buffers of this size six stores
  // that are written at the same time stay within the cap even then. RocksDB could stall writes at
  // the share itself (allow_stall), but it flushes only the store that is written, so the buffers
  // of
  // other stores would stop it for good.
  private static final int WRITE_BUFFERS = 2;
  private static final int WRITE_BUFFERS_IN_CAP = 16;
  private static final long MOST_WRITE_BUFFER_BYTES = 4L << 20;
  // Each shard of the cache has a lock and a share of its bytes. Write buffers are charged to
  // shards
  // by hash, in pieces of 256 KiB (RocksDB's pull request 5175), even if a shard is full. With
  // three
  // quarters of the cap in write buffers, shards of 8 MiB did overflow; one of 64 MiB overflows
  // only
  // at four and a half standard deviations.
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
   * Takes the memory at once.
   *
   * @param bytes the cap of all stores together, in bytes. With more than six stores that are
   *     written at the same time, faster than the disk, each can have two write buffers of a
   *     sixteenth of the cap, at most 4 MiB, beyond it.
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
    // Streams keeps using the object that it passed in; replacing it makes it throw.
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(writeBuffers);
    // Streams 4.3 persists a store's offset only when a write buffer is flushed: with small ones
    // less has to be restored after a kill.
    options.setWriteBufferSize(writeBufferBytes);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
