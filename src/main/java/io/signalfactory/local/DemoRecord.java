package io.signalfactory.local;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * One record of the demo.
 *
 * @param topic the topic that it is sent to
 * @param key the id of the order or payment
 * @param value JSON, unless an incident broke it
 * @param headers producer and trace; none during some incidents
 */
record DemoRecord(String topic, String key, byte[] value, List<Header> headers) {}
