package io.signalfactory.event.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.signalfactory.event.TextTable;
import io.signalfactory.event.binary.BinaryFields;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles a message into a program that notes the values that a plan wants, and passes over the
 * rest.
 */
final class ProtobufCompiler {

  private static final String STRUCT = "google.protobuf.Struct";

  private final BinaryFields fields;

  ProtobufCompiler(BinaryFields fields) {
    this.fields = fields;
  }

  Body root(Descriptor message) {
    return body(message, fields.root());
  }

  private Body body(Descriptor message, Target target) {
    return switch (message.getFullName()) {
      case STRUCT -> WellKnown.struct(target);
      case "google.protobuf.Any" -> WellKnown.any(target);
      default -> plain(message, target);
    };
  }

  private Body plain(Descriptor message, Target target) {
    Body body = new Body(target);
    Map<FieldDescriptor, Target> targets = new LinkedHashMap<>();
    for (FieldDescriptor field : message.getFields()) {
      targets.put(field, member(field, target));
    }
    Map<OneofDescriptor, Map<FieldDescriptor, Target>> oneofs = new LinkedHashMap<>();
    targets.forEach(
        (field, member) -> {
          OneofDescriptor oneof = field.getRealContainingOneof();
          if (oneof == null) {
            if (member.wanted() || member.collectsNames()) {
              field(body, field, member);
            }
          } else {
            oneofs.computeIfAbsent(oneof, one -> new LinkedHashMap<>()).put(field, member);
          }
        });
    oneofs.values().forEach(alternatives -> oneof(body, alternatives));
    return body.build();
  }

  /** A member is called by its JSON name if the plan has that name and not the field's own. */
  private static Target member(FieldDescriptor field, Target target) {
    boolean byJsonName =
        !target.knownMembers().contains(field.getName())
            && target.knownMembers().contains(field.getJsonName());
    return target.member(byJsonName ? field.getJsonName() : field.getName());
  }

  private void field(Body body, FieldDescriptor field, Target member) {
    if (field.isMapField()) {
      body.add(member::noteName).add(member::object);
      if (member.branches()) {
        body.add(field.getNumber(), map(field, member));
      }
    } else if (field.isRepeated()) {
      body.add(member::noteName).add(member::array);
    } else if (field.hasPresence()) {
      body.add(field.getNumber(), new Named(member, singular(field, member)));
    } else {
      body.add(member::noteName).add(Scalars.missing(field, member));
      body.add(field.getNumber(), singular(field, member));
    }
  }

  private Entry singular(FieldDescriptor field, Target member) {
    Type type = field.getType();
    if (type != Type.MESSAGE && type != Type.GROUP) {
      return Scalars.entry(field, member);
    }
    Descriptor message = field.getMessageType();
    Entry known = WellKnown.entry(message, member);
    if (known != null) {
      return known;
    }
    Body body = member.branches() ? body(message, member) : new Body(member).build();
    return new MessageEntry(body, type == Type.GROUP ? field.getNumber() : Body.NO_GROUP);
  }

  private Entry map(FieldDescriptor field, Target target) {
    FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
    Map<String, MapEntry.Known> known = new HashMap<>();
    for (String name : target.knownMembers()) {
      Target member = target.member(name);
      Entry entry = singular(value, member);
      known.put(name, new MapEntry.Known(member, missing(value, member, entry), entry));
    }
    return new MapEntry(target, key.getType(), new TextTable<>(known));
  }

  private static Runnable missing(FieldDescriptor value, Target member, Entry entry) {
    if (entry instanceof MessageEntry message) {
      return message::begin;
    }
    return value.getType() == Type.MESSAGE
        ? WellKnown.missing(value.getMessageType(), member)
        : Scalars.missing(value, member);
  }

  /** The fields of a oneof, as soon as anything of one of them is noted. */
  private void oneof(Body body, Map<FieldDescriptor, Target> alternatives) {
    Map<FieldDescriptor, Switched> entries = new LinkedHashMap<>();
    alternatives.forEach(
        (field, member) ->
            entries.put(field, new Switched(new Named(member, singular(field, member)), member)));
    List<Switched> noted =
        entries.values().stream()
            .filter(entry -> entry.member.wanted() || entry.member.collectsNames())
            .toList();
    if (noted.isEmpty()) {
      return;
    }
    entries.forEach(
        (field, entry) -> {
          noted.stream().filter(other -> other != entry).forEach(entry.others::add);
          body.add(field.getNumber(), entry);
        });
  }

  /** Notes the name of a field that is there. */
  private record Named(Target member, Entry entry) implements Entry {
    @Override
    public int wireType() {
      return entry.wireType();
    }

    @Override
    public boolean read(Cursor in) {
      boolean counts = entry.read(in);
      if (counts) {
        member.noteName();
      }
      return counts;
    }

    @Override
    public void reset() {
      entry.reset();
    }
  }

  /** A field of a oneof: the others are gone once this one is there. */
  private static final class Switched implements Entry {
    private final Entry entry;
    private final Target member;
    private final Set<Switched> others = new LinkedHashSet<>();

    private Switched(Entry entry, Target member) {
      this.entry = entry;
      this.member = member;
    }

    @Override
    public int wireType() {
      return entry.wireType();
    }

    @Override
    public boolean read(Cursor in) {
      boolean counts = entry.read(in);
      if (counts) {
        others.forEach(Switched::forget);
      }
      return counts;
    }

    private void forget() {
      member.forget();
      member.forgetName();
      entry.reset();
    }

    @Override
    public void reset() {
      entry.reset();
    }
  }
}
