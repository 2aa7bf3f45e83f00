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

/** Prints the wanted records of a topic, up to a number. */
final class RecordPrinter {

  private static final Logger LOG = LoggerFactory.getLogger(RecordPrinter.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintWriter out;
  private final boolean json;
  private final Function<JsonNode, String> text;
  private final Predicate<JsonNode> filter;
  private long left;

  /**
   * @param out where to print
   * @param json true to print records as they are, false to print their {@code text}
   * @param text formats a record
   * @param filter accepts the wanted records
   * @param max the most records to print
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

  /** Prints the record if it is wanted, and returns whether to go on with the next one. */
  boolean print(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return true;
    }
    JsonNode value;
    try {
      value = JSON.readTree(record.value());
    } catch (IOException e) {
      LOG.warn(
          "{}-{}@{} is not JSON and is skipped",
          record.topic(),
          record.partition(),
          record.offset());
      return true;
    }
    return print(value, line(record.value(), value));
  }

  /** Prints what an instance has answered if it is wanted, and returns whether to go on. */
  boolean print(JsonNode answered) {
    return print(answered, answered.toString());
  }

  private boolean print(JsonNode value, String line) {
    if (filter.test(value)) {
      out.println(json ? line : text.apply(value));
      left--;
    }
    return left > 0 && readerIsThere();
  }

  /** The record as it is; written anew if it has several lines, as each record is to have one. */
  private static String line(byte[] record, JsonNode value) {
    String text = new String(record, StandardCharsets.UTF_8);
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\t') < 0
        ? text
        : value.toString();
  }

  /** Whether somebody still reads the output: {@code | head} ends when it has enough. */
  boolean readerIsThere() {
    return !out.checkError();
  }
}
