package io.signalfactory.stream.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.processor.internals.RecordCollector;

/**
 * The implementation on Kafka Streams' internals. It sets the current processor and record in the
 * internal context, as Streams' own caching stores do when they forward at a commit, and passes
 * records to the task's collector, as Streams' sinks do. There is no public way to do either (ADR
 * 0016).
 */
public final class StreamsRecordScope implements RecordScope {

  private final InternalProcessorContext<?, ?> context;
  private final ProcessorNode<?, ?, ?, ?> processor;
  private final RecordCollector collector;

  /**
   * Made while a processor is being initialised.
   *
   * @param context the processor's context
   */
  public StreamsRecordScope(ProcessorContext<?, ?> context) {
    this.context = (InternalProcessorContext<?, ?>) context;
    this.processor = this.context.currentNode();
    this.collector = ((RecordCollector.Supplier) context).recordCollector();
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
  public void commitPresentPartitions() {
    context.processorMetadata().setNeedsCommit(true);
  }

  @Override
  public void forwardFor(RecordMetadata record) {
    context.setRecordContext((ProcessorRecordContext) record);
  }

  @Override
  public void write(String sink, ProducerRecord<byte[], byte[]> record) {
    collector.send(record.key(), record.value(), sink, context, record);
  }
}
