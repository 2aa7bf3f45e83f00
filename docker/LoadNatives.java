import com.github.luben.zstd.Zstd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Factory;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.xerial.snappy.Snappy;

/** Loads each native library that the application uses and works with it once. */
final class LoadNatives {
  public static void main(String[] arguments) throws Exception {
    byte[] text = "written and read".repeat(100).getBytes();
    Path folder = Files.createTempDirectory("natives");
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB store = RocksDB.open(options, folder.toString())) {
      store.put("key".getBytes(), text);
      require(text, store.get("key".getBytes()), "RocksDB");
    }
    require(text, Zstd.decompress(Zstd.compress(text), text.length), "zstd");
    require(text, Snappy.uncompress(Snappy.compress(text)), "snappy");
    byte[] packed = LZ4Factory.nativeInstance().fastCompressor().compress(text);
    byte[] unpacked = LZ4Factory.nativeInstance().safeDecompressor().decompress(packed, text.length);
    require(text, unpacked, "lz4");
    System.out.println("RocksDB, zstd, snappy and lz4 work");
  }

  private static void require(byte[] expected, byte[] actual, String library) {
    if (!Arrays.equals(expected, actual)) {
      throw new IllegalStateException(library + " returned something else");
    }
  }
}
