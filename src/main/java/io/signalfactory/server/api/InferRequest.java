package io.signalfactory.server.api;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.sampling.SharedSampler;
import io.signalfactory.server.http.Mistake;
import io.signalfactory.server.http.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a draft is asked for.
 *
 * @param topic a topic's name
 * @param records how many records are sampled at most
 */
record InferRequest(String topic, int records) {

  private static final String TOPIC = "topic";
  private static final String MAX = "max";
  private static final int DEFAULT_MAX = 2_000;
  private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * Reads {@code {"topic": …, "max": …}}.
   *
   * @throws ProblemException with every mistake
   */
  static InferRequest read(byte[] body) {
    JsonNode tree = tree(body);
    List<Mistake> mistakes = new ArrayList<>();
    for (String name : (Iterable<String>) tree::fieldNames) {
      if (!Set.of(TOPIC, MAX).contains(name)) {
        mistakes.add(
            Mistake.of(
                "unknown member " + ProblemException.quoted(name) + ": there are topic and max"));
      }
    }
    JsonNode topic = tree.path(TOPIC);
    if (!topic.isTextual() || !TOPIC_NAME.matcher(topic.textValue()).matches()) {
      mistakes.add(
          Mistake.of(
              "'topic' must be a Kafka topic's name: 1 to 249 letters, digits, '.', '_' or '-'"));
    }
    JsonNode max = tree.path(MAX);
    boolean given = !max.isMissingNode();
    if (given
        && (!max.isIntegralNumber()
            || !max.canConvertToInt()
            || max.intValue() < 1
            || max.intValue() > SharedSampler.MOST_RECORDS)) {
      mistakes.add(
          Mistake.of(
              "'max' must be a whole number, 1 to "
                  + SharedSampler.MOST_RECORDS
                  + ": how many records are sampled"));
    }
    if (!mistakes.isEmpty()) {
      throw ProblemException.invalid("no topic to draft a contract for", mistakes);
    }
    return new InferRequest(topic.textValue(), given ? max.intValue() : DEFAULT_MAX);
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      // What is wrong with it is not worth more words than what is right.
    }
    throw ProblemException.invalid(
        "no topic to draft a contract for",
        List.of(
            Mistake.of("the body must be one JSON object, {\"topic\": \"raw.orders.events\"}")));
  }
}
