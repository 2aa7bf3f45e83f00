package io.signalfactory.stream;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Lets a processor forward later than in the call that brought it the record. */
interface RecordScope {

  /** Does work as the processor's, whichever Kafka Streams takes to be running, if any. */
  void run(Runnable work);

  /** What the work forwards from here on answers this record. */
  void answering(RecordMetadata record);
}
