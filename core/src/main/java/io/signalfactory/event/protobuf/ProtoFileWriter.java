package io.signalfactory.event.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import io.signalfactory.event.framed.UnusableSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a parsed {@code .proto} file as the descriptor that Protobuf's library resolves. What says
 * nothing about how values are written is left out: services, extensions and most options.
 */
final class ProtoFileWriter {

  private static final Map<String, Type> SCALARS =
      Map.ofEntries(
          Map.entry("double", Type.TYPE_DOUBLE),
          Map.entry("float", Type.TYPE_FLOAT),
          Map.entry("int64", Type.TYPE_INT64),
          Map.entry("uint64", Type.TYPE_UINT64),
          Map.entry("int32", Type.TYPE_INT32),
          Map.entry("fixed64", Type.TYPE_FIXED64),
          Map.entry("fixed32", Type.TYPE_FIXED32),
          Map.entry("bool", Type.TYPE_BOOL),
          Map.entry("string", Type.TYPE_STRING),
          Map.entry("bytes", Type.TYPE_BYTES),
          Map.entry("uint32", Type.TYPE_UINT32),
          Map.entry("sfixed32", Type.TYPE_SFIXED32),
          Map.entry("sfixed64", Type.TYPE_SFIXED64),
          Map.entry("sint32", Type.TYPE_SINT32),
          Map.entry("sint64", Type.TYPE_SINT64));

  private final boolean proto3;

  private ProtoFileWriter(boolean proto3) {
    this.proto3 = proto3;
  }

  static FileDescriptorProto descriptor(String name, ProtoFileElement parsed) {
    Syntax syntax = parsed.getSyntax();
    String written = syntax == null ? "proto2" : syntax.toString();
    if (!written.equals("proto2") && !written.equals("proto3")) {
      throw new UnusableSchemaException("it is of an edition, and syntaxes 2 and 3 are read");
    }
    ProtoFileWriter writer = new ProtoFileWriter(written.equals("proto3"));
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName(name).setSyntax(written);
    String packageName = parsed.getPackageName();
    if (packageName != null) {
      file.setPackage(packageName);
    }
    file.addAllDependency(parsed.getImports());
    for (String dependency : parsed.getPublicImports()) {
      file.addPublicDependency(file.getDependencyCount());
      file.addDependency(dependency);
    }
    file.addAllDependency(parsed.getWeakImports());
    for (TypeElement type : parsed.getTypes()) {
      if (type instanceof MessageElement message) {
        file.addMessageType(writer.message(message));
      } else if (type instanceof EnumElement enumeration) {
        file.addEnumType(enumeration(enumeration));
      }
    }
    return file.build();
  }

  private DescriptorProto message(MessageElement parsed) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(parsed.getName());
    // Declared messages come first, as records name them by their indexes.
    for (TypeElement type : parsed.getNestedTypes()) {
      if (type instanceof MessageElement nested) {
        message.addNestedType(message(nested));
      } else if (type instanceof EnumElement enumeration) {
        message.addEnumType(enumeration(enumeration));
      }
    }
    List<FieldDescriptorProto.Builder> optional = new ArrayList<>();
    for (FieldElement field : parsed.getFields()) {
      FieldDescriptorProto.Builder written = field(field, message);
      if (proto3 && field.getLabel() == Field.Label.OPTIONAL) {
        optional.add(written.setProto3Optional(true));
      } else {
        message.addField(written);
      }
    }
    for (GroupElement group : parsed.getGroups()) {
      message.addField(groupField(group, message));
    }
    for (OneOfElement oneof : parsed.getOneOfs()) {
      oneof(oneof, message);
    }
    // Each is alone in a oneof of its own, and those come after all others.
    for (FieldDescriptorProto.Builder field : optional) {
      field.setOneofIndex(message.getOneofDeclCount());
      message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
      message.addField(field);
    }
    return message.build();
  }

  private void oneof(OneOfElement parsed, DescriptorProto.Builder message) {
    int index = message.getOneofDeclCount();
    message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(parsed.getName()));
    for (FieldElement field : parsed.getFields()) {
      message.addField(field(field, message).setOneofIndex(index));
    }
    for (GroupElement group : parsed.getGroups()) {
      message.addField(groupField(group, message).setOneofIndex(index));
    }
  }

  private FieldDescriptorProto.Builder field(FieldElement parsed, DescriptorProto.Builder message) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(parsed.getName())
            .setNumber(parsed.getTag())
            .setLabel(label(parsed.getLabel()));
    String jsonName = parsed.getJsonName();
    if (jsonName != null) {
      field.setJsonName(jsonName);
    }
    String type = parsed.getType();
    if (type.startsWith("map<")) {
      int comma = type.indexOf(',');
      String entry = entryName(parsed.getName());
      message.addNestedType(
          DescriptorProto.newBuilder()
              .setName(entry)
              .setOptions(MessageOptions.newBuilder().setMapEntry(true))
              .addField(part("key", 1, type.substring("map<".length(), comma).strip()))
              .addField(part("value", 2, type.substring(comma + 1, type.length() - 1).strip())));
      return field.setLabel(Label.LABEL_REPEATED).setType(Type.TYPE_MESSAGE).setTypeName(entry);
    }
    return typed(field, type);
  }

  private static FieldDescriptorProto.Builder part(String name, int number, String type) {
    return typed(
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(number)
            .setLabel(Label.LABEL_OPTIONAL),
        type);
  }

  private static FieldDescriptorProto.Builder typed(
      FieldDescriptorProto.Builder field, String type) {
    Type scalar = SCALARS.get(type);
    // Whether another type is a message or an enumeration is found out where it is resolved.
    return scalar == null ? field.setTypeName(type) : field.setType(scalar);
  }

  private FieldDescriptorProto.Builder groupField(
      GroupElement parsed, DescriptorProto.Builder message) {
    DescriptorProto.Builder type = DescriptorProto.newBuilder().setName(parsed.getName());
    for (FieldElement field : parsed.getFields()) {
      type.addField(field(field, type));
    }
    message.addNestedType(type);
    return FieldDescriptorProto.newBuilder()
        .setName(parsed.getName().toLowerCase(Locale.ROOT))
        .setNumber(parsed.getTag())
        .setLabel(label(parsed.getLabel()))
        .setType(Type.TYPE_GROUP)
        .setTypeName(parsed.getName());
  }

  private static Label label(Field.@Nullable Label parsed) {
    if (parsed == Field.Label.REPEATED) {
      return Label.LABEL_REPEATED;
    }
    return parsed == Field.Label.REQUIRED ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL;
  }

  /** As the Protobuf compiler names it, and its library checks. */
  private static String entryName(String field) {
    StringBuilder name = new StringBuilder();
    boolean upper = true;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        name.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return name + "Entry";
  }

  private static EnumDescriptorProto enumeration(EnumElement parsed) {
    EnumDescriptorProto.Builder enumeration =
        EnumDescriptorProto.newBuilder().setName(parsed.getName());
    parsed
        .getConstants()
        .forEach(
            constant ->
                enumeration.addValue(
                    EnumValueDescriptorProto.newBuilder()
                        .setName(constant.getName())
                        .setNumber(constant.getTag())));
    for (OptionElement option : parsed.getOptions()) {
      if (option.getName().equals("allow_alias")) {
        enumeration.setOptions(EnumOptions.newBuilder().setAllowAlias(true));
      }
    }
    return enumeration.build();
  }
}
