package io.signalfactory.stream.kafka;

/**
 * A topic without which this application does not work as it should.
 *
 * @param name its name
 * @param whileGone what happens while it does not exist
 * @param remedy what the operator has to do then, as an instruction
 */
public record OwnTopic(String name, String whileGone, String remedy) {}
