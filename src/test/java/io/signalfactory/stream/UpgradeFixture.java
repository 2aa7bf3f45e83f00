package io.signalfactory.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a release had written when it stopped: the records of its internal topics and of the
 * contracts topic, and how far it had read. In its file, which is compressed, each of these is a
 * line of words:
 *
 * <pre>{@code
 * clock TIME                                        when it stopped
 * topic NAME PARTITIONS compact|delete              a topic that has to be there
 * read TOPIC PARTITION OFFSET METADATA              the group's committed offset
 * record TOPIC PARTITION MILLIS KEY VALUE [NAME=VALUE]…   in hexadecimal; - for null, "" is empty
 * }</pre>
 *
 * @param clock what its clock showed when it stopped
 * @param topics the topics, in order of their names
 * @param reads how far each partition had been read that the group reads
 * @param records what lies in the topics, partition by partition in order: of a compacted topic the
 *     latest record of each key, of a repartition topic what had not been read
 */
record UpgradeFixture(Instant clock, List<Topic> topics, List<Read> reads, List<Stored> records) {

  private static final HexFormat HEX = HexFormat.of();
  private static final String NOTHING = "-";
  private static final String EMPTY = "\"\"";

  /** A topic that Kafka Streams or we have created. */
  record Topic(String name, int partitions, boolean compacted) {}

  /** How far the group has read a partition, and what Kafka Streams noted beside it. */
  record Read(String topic, int partition, long offset, String metadata) {}

  /** A record as it lies in its topic. */
  record Stored(
      String topic,
      int partition,
      long timestampMs,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<Header> headers) {}

  /** Reads the fixture of that name from {@code formats/NAME/records.txt.gz}. */
  static UpgradeFixture named(String name) throws IOException {
    Instant clock = Instant.EPOCH;
    List<Topic> topics = new ArrayList<>();
    List<Read> reads = new ArrayList<>();
    List<Stored> records = new ArrayList<>();
    try (InputStream file = resource(name, "records.txt.gz");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(file), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "clock" -> clock = Instant.parse(words[1]);
          case "topic" ->
              topics.add(
                  new Topic(words[1], Integer.parseInt(words[2]), words[3].equals("compact")));
          case "read" ->
              reads.add(
                  new Read(
                      words[1],
                      Integer.parseInt(words[2]),
                      Long.parseLong(words[3]),
                      words[4].equals(EMPTY) ? "" : words[4]));
          case "record" -> records.add(stored(words));
          default -> throw new IOException("not a line of a fixture: " + line);
        }
      }
    }
    return new UpgradeFixture(clock, topics, reads, records);
  }

  /** A file of the fixture of that name. */
  static InputStream resource(String name, String file) throws IOException {
    String path = "/formats/" + name + "/" + file;
    InputStream resource = UpgradeFixture.class.getResourceAsStream(path);
    if (resource == null) {
      throw new IOException("no resource " + path);
    }
    return resource;
  }

  private static Stored stored(String[] words) {
    List<Header> headers = new ArrayList<>();
    for (int i = 6; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      headers.add(
          new RecordHeader(words[i].substring(0, equals), bytes(words[i].substring(equals + 1))));
    }
    return new Stored(
        words[1],
        Integer.parseInt(words[2]),
        Long.parseLong(words[3]),
        bytes(words[4]),
        bytes(words[5]),
        headers);
  }

  /** Writes the file {@code records.txt.gz} into a folder. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("records.txt.gz"))),
                UTF_8))) {
      out.write("clock " + clock + "\n");
      for (Topic topic : topics) {
        out.write(
            "topic "
                + topic.name()
                + " "
                + topic.partitions()
                + (topic.compacted() ? " compact\n" : " delete\n"));
      }
      for (Read read : reads) {
        out.write(
            "read "
                + read.topic()
                + " "
                + read.partition()
                + " "
                + read.offset()
                + " "
                + (read.metadata().isEmpty() ? EMPTY : read.metadata())
                + "\n");
      }
      for (Stored record : records) {
        out.write(
            "record "
                + record.topic()
                + " "
                + record.partition()
                + " "
                + record.timestampMs()
                + " "
                + text(record.key())
                + " "
                + text(record.value()));
        for (Header header : record.headers()) {
          out.write(" " + header.key() + "=" + text(header.value()));
        }
        out.write("\n");
      }
    }
  }

  private static String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return NOTHING;
    }
    return bytes.length == 0 ? EMPTY : HEX.formatHex(bytes);
  }

  private static byte @Nullable [] bytes(String text) {
    if (text.equals(NOTHING)) {
      return null;
    }
    return text.equals(EMPTY) ? new byte[0] : HEX.parseHex(text);
  }
}
