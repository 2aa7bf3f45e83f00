package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints those records of a topic that were asked for, up to a number. */
final class RecordPrinter {

  private static final Logger LOG = LoggerFactory.getLogger(RecordPrinter.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintWriter out;
  private final boolean json;
  private final Function<JsonNode, String> text;
  private final Predicate<JsonNode> filter;
  private long left;

  /**
   * @param json whether to print records as they are, else by {@code text}
   * @param filter which records are wanted
   * @param max how many at most
   */
  RecordPrinter(
      PrintWriter out,
      boolean json,
      Function<JsonNode, String> text,
      Predicate<JsonNode> filter,
      long max) {
    this.out = out;
    this.json = json;
    this.text = text;
    this.filter = filter;
    this.left = max;
  }

  /** Prints the record if it is wanted, and answers whether there is use for more. */
  boolean print(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return true;
    }
    JsonNode value;
    try {
      value = JSON.readTree(record.value());
    } catch (IOException e) {
      LOG.warn(
          "{}-{}@{} is not JSON and is left out",
          record.topic(),
          record.partition(),
          record.offset());
      return true;
    }
    if (filter.test(value)) {
      out.println(json ? new String(record.value(), StandardCharsets.UTF_8) : text.apply(value));
      left--;
    }
    return left > 0 && readerIsThere();
  }

  /** Whether anybody still reads what is printed: {@code | head} goes when it has enough. */
  boolean readerIsThere() {
    return !out.checkError();
  }
}
