/**
 * A raw record as its contracts see it: {@link io.signalfactory.event.RawRecord} as it comes from
 * its topic, and {@link io.signalfactory.event.EventFields}, the fields of its value. Nothing here
 * judges a record, and nothing here knows Kafka.
 *
 * <p>The doors of this package:
 *
 * <ul>
 *   <li>for a new format of values: {@link io.signalfactory.event.PayloadFormat}, which makes a
 *       {@link io.signalfactory.event.PayloadReader} for a {@link
 *       io.signalfactory.event.FieldPlan}. Each format is a package of its own below this one;
 *   <li>for those who judge events: {@link io.signalfactory.event.EventFields} and {@link
 *       io.signalfactory.event.EventClock}, which finds the {@link
 *       io.signalfactory.event.EventTime} with the {@link io.signalfactory.event.PartitionClock} of
 *       the record's partition;
 *   <li>what they get: {@link io.signalfactory.event.Decoding}, {@link
 *       io.signalfactory.event.FieldKind}, {@link io.signalfactory.event.MemberPath}, and for
 *       formats {@link io.signalfactory.event.PlanNode} and {@link
 *       io.signalfactory.event.TextTable} and {@link io.signalfactory.event.StrictUtf8};
 *   <li>for headers: {@link io.signalfactory.event.HeaderTexts} and {@link
 *       io.signalfactory.event.TraceContext}.
 * </ul>
 */
@NullMarked
package io.signalfactory.event;

import org.jspecify.annotations.NullMarked;
