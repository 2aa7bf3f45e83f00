package io.signalfactory.local;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * One record of the demo.
 *
 * @param topic where it goes
 * @param key what it is about: an order or a payment
 * @param value its JSON, if no incident broke it
 * @param headers producer and trace, if no incident took them
 */
record DemoRecord(String topic, String key, byte[] value, List<Header> headers) {}
