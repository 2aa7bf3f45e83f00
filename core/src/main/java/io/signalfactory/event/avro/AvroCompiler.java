package io.signalfactory.event.avro;

import io.signalfactory.event.TextTable;
import io.signalfactory.event.binary.BinaryFields;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a schema into a program that notes the values that a plan wants, and passes over the
 * rest.
 */
final class AvroCompiler {

  private final BinaryFields fields;
  private final Skip skip = new Skip();

  AvroCompiler(BinaryFields fields) {
    this.fields = fields;
  }

  /**
   * @param writer what the value is written with
   * @param reader what it is read with; null if that does not matter here
   * @param target where the value goes
   */
  Step compile(Schema writer, @Nullable Schema reader, Target target) {
    if (!target.wanted()) {
      return skip.over(writer);
    }
    return switch (writer.getType()) {
      case RECORD -> record(writer, as(Type.RECORD, reader), target);
      case MAP -> map(writer, as(Type.MAP, reader), target);
      case ARRAY -> {
        Step over = skip.over(writer);
        yield in -> {
          target.array();
          over.run(in);
        };
      }
      case UNION ->
          new Skip.UnionStep(
              writer.getTypes().stream()
                  .map(branch -> compile(branch, reader, target))
                  .toArray(Step[]::new));
      default -> Scalars.step(writer, reader, target);
    };
  }

  /** The reader's schema for a value of a type: itself, or the first branch of its union. */
  private static @Nullable Schema as(Type type, @Nullable Schema reader) {
    if (reader == null || reader.getType() == type) {
      return reader;
    }
    if (reader.getType() != Type.UNION) {
      return null;
    }
    return reader.getTypes().stream()
        .filter(branch -> branch.getType() == type)
        .findFirst()
        .orElse(null);
  }

  private Step record(Schema writer, @Nullable Schema reader, Target target) {
    if (!target.branches()) {
      Step over = skip.over(writer);
      return in -> {
        target.object();
        over.run(in);
      };
    }
    Map<String, Schema.Field> readers = byWritersName(reader);
    List<Step> steps = new ArrayList<>();
    Set<Schema.Field> written = new HashSet<>();
    for (Schema.Field field : writer.getFields()) {
      Schema.Field readAs = readers.get(field.name());
      if (readAs != null) {
        written.add(readAs);
      }
      Target member = target.member(readAs == null ? field.name() : readAs.name());
      steps.add(
          named(member, compile(field.schema(), readAs == null ? null : readAs.schema(), member)));
    }
    if (reader != null) {
      for (Schema.Field field : reader.getFields()) {
        if (!written.contains(field) && field.hasDefaultValue()) {
          Target member = target.member(field.name());
          steps.add(named(member, new Defaults(fields).step(field, member)));
        }
      }
    }
    Step[] all = steps.toArray(Step[]::new);
    return in -> {
      in.enter();
      target.object();
      for (Step step : all) {
        step.run(in);
      }
      in.leave();
    };
  }

  /** The fields of the reader by the names that a writer may give them. */
  private static Map<String, Schema.Field> byWritersName(@Nullable Schema reader) {
    Map<String, Schema.Field> fields = new HashMap<>();
    if (reader != null) {
      for (Schema.Field field : reader.getFields()) {
        field.aliases().forEach(alias -> fields.putIfAbsent(alias, field));
      }
      reader.getFields().forEach(field -> fields.put(field.name(), field));
    }
    return fields;
  }

  private static Step named(Target member, Step step) {
    if (!member.collectsNames()) {
      return step;
    }
    return in -> {
      member.noteName();
      step.run(in);
    };
  }

  private Step map(Schema writer, @Nullable Schema reader, Target target) {
    Schema value = writer.getValueType();
    if (!target.branches()) {
      Step over = skip.over(writer);
      return in -> {
        target.object();
        over.run(in);
      };
    }
    Map<String, Step> known = new HashMap<>();
    for (String name : target.knownMembers()) {
      Target member = target.member(name);
      Step step =
          named(member, compile(value, reader == null ? null : reader.getValueType(), member));
      known.put(
          name,
          in -> {
            member.forget();
            step.run(in);
          });
    }
    return new MapStep(target, new TextTable<>(known), skip.over(value));
  }

  /** Looks for the members of a map that a plan has. */
  private record MapStep(Target target, TextTable<Step> known, Step other) implements Step {

    @Override
    public void run(Cursor in) {
      in.enter();
      target.object();
      for (long count = in.zigzag(); count != 0; count = in.zigzag()) {
        if (count < 0) {
          count = -count;
          in.zigzag();
        }
        // Each takes a byte or more, so this ends with the bytes; the lowest number stays negative.
        for (long i = 0; i < count; i++) {
          int length = Skip.length(in);
          int from = in.skip(length);
          Step step = known.find(in.bytes(), from, from + length);
          if (step == null) {
            if (target.collectsNames()) {
              target.noteStranger(in.bytes(), from, from + length);
            }
            other.run(in);
          } else {
            step.run(in);
          }
        }
      }
      in.leave();
    }
  }
}
