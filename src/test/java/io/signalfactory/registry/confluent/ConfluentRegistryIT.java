package io.signalfactory.registry.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalfactory.registry.LookupLimits;
import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaLookups;
import io.signalfactory.registry.SchemaRefusedException;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.SchemaSource;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import io.signalfactory.testkit.RegistryFixture;
import io.signalfactory.testkit.SchemaRegistryKit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against a real server. */
class ConfluentRegistryIT extends SchemaRegistryKit {

  @RegisterExtension static final RegistryFixture SERVER = new RegistryFixture();

  private static SchemaRegistry at(String url, SchemaBounds bounds) {
    return new ConfluentRegistry(
        new ConfluentAccess(
            List.of(url), new ConfluentAccess.Secret(""), Map.of(), Duration.ofSeconds(10)),
        bounds);
  }

  @Override
  protected SchemaRegistry registry(SchemaBounds bounds) {
    return at(SERVER.url(), bounds);
  }

  @Override
  protected SchemaRegistry away() {
    return at("http://127.0.0.1:1", BOUNDS);
  }

  @Override
  protected SchemaId register(String subject, SchemaFormat format, String text) throws Exception {
    return new SchemaId.Confluent(SERVER.register(subject, format, text));
  }

  @Override
  protected SchemaId neverGiven() {
    return new SchemaId.Confluent(1_000_000);
  }

  @Test
  void findsASchemaUnderASubjectWithAnyCharacters() throws Exception {
    // given
    String subject = subject() + "/created value?#%";
    SERVER.register(subject, SchemaFormat.AVRO, avro(""));
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when
      WriterSchema found = registry.latest(subject).orElseThrow();

      // then
      assertThat(found.registeredAs()).containsExactly(new SubjectVersion(subject, 1));
    }
  }

  @Test
  void namesEachSubjectThatSharesASchema() throws Exception {
    // given
    String text = avro("{\"name\":\"shared\",\"type\":\"long\"}");
    String one = subject();
    String other = subject();
    SchemaId id = register(one, SchemaFormat.AVRO, text);
    register(other, SchemaFormat.AVRO, text);
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when
      WriterSchema found = registry.byId(id).orElseThrow();

      // then
      assertThat(found.registeredAs())
          .contains(new SubjectVersion(one, 1), new SubjectVersion(other, 1));
    }
  }

  @Test
  void readsWhatASchemaRefersTo() throws Exception {
    // given
    String address = subject();
    String money = "syntax = \"proto3\";\nmessage Money {\n  int64 cents = 1;\n}\n";
    SERVER.register(address, SchemaFormat.PROTOBUF, money);
    int id =
        SERVER.registerReferring(
            subject(),
            SchemaFormat.PROTOBUF,
            "syntax = \"proto3\";\nimport \"money.proto\";\nmessage Order {\n  Money sum = 1;\n}\n",
            "money.proto",
            address);
    try (SchemaRegistry registry = registry(BOUNDS)) {

      // when
      WriterSchema found = registry.byId(new SchemaId.Confluent(id)).orElseThrow();

      // then
      assertThat(found.parts()).containsExactly(new SchemaPart("money.proto", money));
    }
  }

  @Test
  void refusesGlobalIdsOfApicurioWithWhatToDo() {
    try (SchemaRegistry registry = registry(BOUNDS)) {
      assertThatThrownBy(
              () -> registry.byId(new SchemaId.Apicurio(SchemaId.ApicurioKind.GLOBAL, 1)))
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining("apicurio.registry.use-id=contentId");
    }
  }

  @Test
  void goesOnWithWhatItKnowsWhileTheServerIsAwayAndAsksAgainAfterwards() throws Exception {
    // given
    String subject = subject();
    SchemaId known =
        register(subject, SchemaFormat.AVRO, avro("{\"name\":\"k\",\"type\":\"int\"}"));
    SchemaId asked =
        register(subject(), SchemaFormat.AVRO, avro("{\"name\":\"a\",\"type\":\"int\"}"));
    LookupLimits limits =
        new LookupLimits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            100,
            1000,
            Duration.ofMillis(100),
            Duration.ofMillis(500));
    try (SchemaLookups lookups = SchemaLookups.of("confluent", registry(BOUNDS), limits)) {
      SchemaSource source = lookups.forThread();
      SchemaLookup before = source.byId(known);
      SchemaLookup newest = source.latest(subject);

      // when
      SERVER.stop();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                source.byId(asked);
                return !lookups.counts().answering();
              });
      SchemaLookup unanswered = source.byId(asked);
      SchemaLookup meanwhile = source.byId(known);
      SchemaLookup newestMeanwhile = source.latest(subject);
      SERVER.start();

      // then
      assertThat(before).isInstanceOf(SchemaLookup.Found.class).isEqualTo(meanwhile);
      assertThat(newest).isInstanceOf(SchemaLookup.Found.class).isEqualTo(newestMeanwhile);
      assertThat(unanswered).isInstanceOf(SchemaLookup.Unavailable.class);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> source.byId(asked) instanceof SchemaLookup.Found);
      assertThat(lookups.counts().answering()).isTrue();
    }
  }
}
