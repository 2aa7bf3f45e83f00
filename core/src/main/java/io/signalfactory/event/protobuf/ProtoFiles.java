package io.signalfactory.event.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import io.signalfactory.event.framed.UnusableSchemaException;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.WriterSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes descriptors of the text of {@code .proto} files. */
final class ProtoFiles {

  private static final String THE_FILE = "";

  private ProtoFiles() {}

  static FileDescriptor descriptor(WriterSchema schema) {
    Map<String, FileDescriptor> known = wellKnown();
    for (SchemaPart part : schema.parts()) {
      known.put(part.name(), built(part.name(), part.text(), known));
    }
    return built(THE_FILE, schema.text(), known);
  }

  private static FileDescriptor built(String name, String text, Map<String, FileDescriptor> known) {
    try {
      FileDescriptorProto file =
          ProtoFileWriter.descriptor(name, ProtoParser.Companion.parse(Location.get(name), text));
      FileDescriptor[] imports =
          file.getDependencyList().stream()
              .filter(known::containsKey)
              .map(known::get)
              .toArray(FileDescriptor[]::new);
      // An import that is not there may be one that nothing is used of, but options.
      return FileDescriptor.buildFrom(file, imports, true);
    } catch (DescriptorValidationException
        | IllegalStateException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new UnusableSchemaException("it is not a .proto file that can be read", e);
    }
  }

  private static Map<String, FileDescriptor> wellKnown() {
    Map<String, FileDescriptor> files = new HashMap<>();
    List<FileDescriptor> all =
        Stream.of(
                AnyProto.getDescriptor(),
                ApiProto.getDescriptor(),
                DescriptorProtos.getDescriptor(),
                DurationProto.getDescriptor(),
                EmptyProto.getDescriptor(),
                FieldMaskProto.getDescriptor(),
                SourceContextProto.getDescriptor(),
                StructProto.getDescriptor(),
                TimestampProto.getDescriptor(),
                TypeProto.getDescriptor(),
                WrappersProto.getDescriptor())
            .toList();
    all.forEach(file -> files.put(file.getName(), file));
    return files;
  }
}
