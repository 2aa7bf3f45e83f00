package io.signalfactory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.registry.RegistryUnavailableException;
import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaRefusedException;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of registry does. A registry's test says how schemas get into it. */
public abstract class SchemaRegistryKit {

  /** Beyond what the schemas of these tests need. */
  protected static final SchemaBounds BOUNDS = new SchemaBounds(10_000, 20, 5);

  private static final String ONE_FIELD = avro("{\"name\":\"id\",\"type\":\"string\"}");
  private static final String TWO_FIELDS =
      avro(
          "{\"name\":\"id\",\"type\":\"string\"},"
              + "{\"name\":\"amount\",\"type\":\"long\",\"default\":0}");

  /** The registry, with what was registered in this test. */
  protected abstract SchemaRegistry registry(SchemaBounds bounds);

  /** A registry that does not answer. */
  protected abstract SchemaRegistry away();

  /**
   * Registers the next version of a subject.
   *
   * @return the id that records have
   */
  protected abstract SchemaId register(String subject, SchemaFormat format, String text)
      throws Exception;

  /** An id of the registry's kind that it never gave. */
  protected abstract SchemaId neverGiven();

  /** A subject of this test alone, as registries are shared by tests. */
  protected static String subject() {
    return "orders-" + UUID.randomUUID();
  }

  /** A record of Avro with fields. */
  protected static String avro(String fields) {
    return "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[" + fields + "]}";
  }

  private static String example(SchemaFormat format) {
    return switch (format) {
      case AVRO -> ONE_FIELD;
      case PROTOBUF -> "syntax = \"proto3\";\n\nmessage Order {\n  string id = 1;\n}\n";
      case JSON -> "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}}}";
    };
  }

  @ParameterizedTest
  @EnumSource
  void findsTheSchemaThatARecordNames(SchemaFormat format) throws Exception {
    // given
    String subject = subject();
    SchemaId id = register(subject, format, example(format));
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when
      WriterSchema found = registry.byId(id).orElseThrow();

      // then
      assertThat(found.id()).isEqualTo(id);
      assertThat(found.format()).isEqualTo(format);
      assertThat(found.text()).isEqualTo(example(format));
      assertThat(found.parts()).isEmpty();
      assertThat(found.registeredAs()).contains(new SubjectVersion(subject, 1));
    }
  }

  @Test
  void findsTheNewestVersionOfASubject() throws Exception {
    // given
    String subject = subject();
    register(subject, SchemaFormat.AVRO, ONE_FIELD);
    SchemaId second = register(subject, SchemaFormat.AVRO, TWO_FIELDS);
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when
      WriterSchema found = registry.latest(subject).orElseThrow();

      // then
      assertThat(found.id()).isEqualTo(second);
      assertThat(found.text()).isEqualTo(TWO_FIELDS);
      assertThat(found.registeredAs()).containsExactly(new SubjectVersion(subject, 2));
    }
  }

  @Test
  void findsAnEarlierVersionOfASubject() throws Exception {
    // given
    String subject = subject();
    SchemaId first = register(subject, SchemaFormat.AVRO, ONE_FIELD);
    register(subject, SchemaFormat.AVRO, TWO_FIELDS);
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when
      WriterSchema found = registry.version(subject, 1).orElseThrow();

      // then
      assertThat(found.id()).isEqualTo(first);
      assertThat(found.text()).isEqualTo(ONE_FIELD);
    }
  }

  @Test
  void hasNothingForAnIdThatItNeverGave() throws Exception {
    try (SchemaRegistry registry = registry(BOUNDS)) {
      assertThat(registry.byId(neverGiven())).isEmpty();
    }
  }

  @Test
  void hasNothingForIdsThatNobodyGives() throws Exception {
    try (SchemaRegistry registry = registry(BOUNDS)) {
      for (SchemaId id :
          List.of(
              new SchemaId.Confluent(0),
              new SchemaId.Confluent(Integer.MIN_VALUE),
              new SchemaId.AvroFingerprint(-1),
              new SchemaId.Named(subject(), 1))) {
        assertThat(registry.byId(id)).as(id.toString()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody-registered-this", "../../etc/passwd", "a b%2F?#c", "ü\u0000"})
  void hasNothingForASubjectThatIsNotThere(String subject) throws Exception {
    try (SchemaRegistry registry = registry(BOUNDS)) {
      assertThat(registry.latest(subject)).isEmpty();
      assertThat(registry.version(subject, 1)).isEmpty();
    }
  }

  @Test
  void hasNothingForAVersionThatIsNotThere() throws Exception {
    // given
    String subject = subject();
    register(subject, SchemaFormat.AVRO, ONE_FIELD);
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when, then
      assertThat(registry.version(subject, 2)).isEmpty();
    }
  }

  @Test
  void refusesASchemaThatIsTooLong() throws Exception {
    // given
    SchemaId id = register(subject(), SchemaFormat.AVRO, ONE_FIELD);
    try (SchemaRegistry registry = registry(new SchemaBounds(50, 20, 5))) {

      // when, then
      assertThatThrownBy(() -> registry.byId(id))
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining("at most 50");
    }
  }

  @Test
  void refusesASchemaThatIsTooDeep() throws Exception {
    // given
    SchemaId id = register(subject(), SchemaFormat.AVRO, ONE_FIELD);
    try (SchemaRegistry registry = registry(new SchemaBounds(10_000, 2, 5))) {

      // when, then
      assertThatThrownBy(() -> registry.byId(id))
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining("more than 2 brackets");
    }
  }

  @Test
  void saysThatItIsUnavailableWhenItDoesNotAnswer() {
    try (SchemaRegistry registry = away()) {
      assertThatThrownBy(() -> registry.latest("orders"))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageNotContaining("null");
    }
  }
}
