package io.signalfactory.server.page;

/**
 * What the page has to know before it can ask.
 *
 * @param basePath what all paths of the server begin with, such as {@code /signals}; may be empty
 * @param rawTopics the pattern of the topics that are read
 * @param traceUrlTemplate where a trace can be looked at, with {@code {trace_id}} for its id; empty
 *     if nowhere
 */
public record PageSettings(String basePath, String rawTopics, String traceUrlTemplate) {}
