package io.signalfactory.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Bytes of stored formats that are kept in {@code formats/golden}, each beside the value that it
 * stands for. What is there has been written by some release and may still lie in a changelog, so a
 * file is never changed: another format is another file. A class of tests has a row for each format
 * of its package:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsItsFormats() {
 *   return Stream.of(
 *           Golden.format("dataset-v4.hex", DATASET, DatasetRecord::toBytes, DatasetRecord::fromBytes),
 *           Golden.earlier("dataset-v3.hex", DATASET, DatasetRecord::fromBytes))
 *       .flatMap(row -> row);
 * }
 * }</pre>
 *
 * <p>A file that ends in {@code .hex} has hexadecimal digits, and what follows a {@code #} is for
 * people. Any other file is the bytes themselves, but for the end of its last line.
 */
public final class Golden {

  private Golden() {}

  /**
   * The format that this release writes: it writes exactly these bytes, and reads them.
   *
   * @param file the file of its bytes
   * @param value what they stand for
   */
  public static <T> Stream<DynamicTest> format(
      String file, T value, Function<T, byte[]> writer, Function<byte[], T> reader) {
    return Stream.concat(written(file, value, writer), earlier(file, value, reader));
  }

  /** Bytes that this release writes and never reads back, such as those of a hash. */
  public static <T> Stream<DynamicTest> written(String file, T value, Function<T, byte[]> writer) {
    return Stream.of(
        DynamicTest.dynamicTest(
            "writes " + file, () -> assertThat(text(writer.apply(value))).isEqualTo(text(file))));
  }

  /** A format that an earlier release wrote and this one reads. */
  public static <T> Stream<DynamicTest> earlier(String file, T value, Function<byte[], T> reader) {
    return Stream.of(
        DynamicTest.dynamicTest(
            "reads " + file, () -> assertThat(reader.apply(bytes(file))).isEqualTo(value)));
  }

  /** The bytes that a file stands for. */
  public static byte[] bytes(String file) {
    String path = "/formats/golden/" + file;
    try (InputStream resource = Golden.class.getResourceAsStream(path)) {
      if (resource == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      String text = new String(resource.readAllBytes(), UTF_8);
      return file.endsWith(".hex")
          ? HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("\\s", ""))
          : text.stripTrailing().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static String text(String file) {
    return text(bytes(file));
  }

  private static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
