package io.signalfactory.stream;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * The scope within Kafka Streams. It tells its internal context which processor and which record
 * are current, as Streams' own caching stores do when they forward at a commit; Streams has no
 * public way to it (ADR 0016).
 */
final class StreamsRecordScope implements RecordScope {

  private final InternalProcessorContext<?, ?> context;
  private final ProcessorNode<?, ?, ?, ?> processor;

  /**
   * @param context of the processor that is being initialised
   */
  StreamsRecordScope(ProcessorContext<?, ?> context) {
    this.context = (InternalProcessorContext<?, ?>) context;
    this.processor = this.context.currentNode();
  }

  @Override
  public void run(Runnable work) {
    ProcessorNode<?, ?, ?, ?> processorBefore = context.currentNode();
    ProcessorRecordContext recordBefore = context.recordContext();
    context.setCurrentNode(processor);
    try {
      work.run();
    } finally {
      context.setCurrentNode(processorBefore);
      context.setRecordContext(recordBefore);
    }
  }

  @Override
  public void answering(RecordMetadata record) {
    context.setRecordContext((ProcessorRecordContext) record);
  }
}
