/**
 * Events written in Protocol Buffers, of syntax 2 and 3. The only package that uses Protobuf's
 * library, for its descriptors, and a parser of {@code .proto} files; values are read by a program
 * that a message is compiled into.
 *
 * <p>The door of this package is {@link io.signalfactory.event.protobuf.ProtobufLanguage}.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf's encoding</a>
 */
@NullMarked
package io.signalfactory.event.protobuf;

import org.jspecify.annotations.NullMarked;
