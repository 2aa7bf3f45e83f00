package io.signalfactory.gate;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventClock;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.HeaderTexts;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.RawRecord;
import java.util.OptionalLong;

/**
 * Finds the event time that a record itself has, even if it is not plausible. Not thread-safe, as
 * it reuses its reader.
 */
public final class OwnTime {

  private final TopicPlan topic;
  private final PayloadReader reader;
  private final ResolutionGate resolution = new ResolutionGate();
  private final HeaderTexts texts = new HeaderTexts();

  /**
   * @param topic the contracts of the topic, which name the field that the time is in
   */
  public OwnTime(TopicPlan topic) {
    this.topic = topic;
    this.reader = topic.reader();
  }

  /** Milliseconds since the epoch; empty if the record has no event time that can be read. */
  public OptionalLong of(RawRecord record) {
    Decoding decoding = reader.read(record);
    EventFields fields = decoding.fieldsOrNull();
    if (fields == null) {
      return OptionalLong.empty();
    }
    ContractPlan plan = resolution.resolve(topic, decoding, record, texts).contract();
    EventClock clock = plan == null ? topic.clock() : plan.clock();
    return clock.own(fields);
  }
}
