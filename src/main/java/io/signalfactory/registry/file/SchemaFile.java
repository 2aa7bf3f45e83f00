package io.signalfactory.registry.file;

import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SubjectVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a schema: {@code SUBJECT.avsc}, {@code SUBJECT.json} or {@code SUBJECT.proto}, which
 * is version 1, or {@code SUBJECT.vN.…}, which is version N.
 */
record SchemaFile(Path path, SchemaFormat format, SubjectVersion registeredAs) {

  private static final Pattern NAME =
      Pattern.compile("(.+?)(?:\\.v([1-9]\\d{0,8}))?\\.(avsc|json|proto)");

  /** Empty if the file has another kind of name. */
  static Optional<SchemaFile> of(Path path) {
    Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    int version = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
    return Optional.of(
        new SchemaFile(path, format(name.group(3)), new SubjectVersion(name.group(1), version)));
  }

  private static SchemaFormat format(String ending) {
    return switch (ending) {
      case "avsc" -> SchemaFormat.AVRO;
      case "proto" -> SchemaFormat.PROTOBUF;
      default -> SchemaFormat.JSON;
    };
  }
}
