package io.signalfactory.registry.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.registry.RegistryUnavailableException;
import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaRefusedException;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import io.signalfactory.testkit.SchemaRegistryKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRegistryTest extends SchemaRegistryKit {

  @TempDir Path folder;
  private int lastId;

  @Override
  protected SchemaRegistry registry(SchemaBounds bounds) {
    return new FileRegistry(folder, bounds);
  }

  @Override
  protected SchemaRegistry away() {
    return new FileRegistry(folder.resolve("not-there"), BOUNDS);
  }

  @Override
  protected SchemaId register(String subject, SchemaFormat format, String text) throws IOException {
    String ending =
        switch (format) {
          case AVRO -> ".avsc";
          case PROTOBUF -> ".proto";
          case JSON -> ".json";
        };
    String name =
        Files.exists(folder.resolve(subject + ending))
            ? subject + ".v2" + ending
            : subject + ending;
    Files.writeString(folder.resolve(name), text);
    lastId++;
    line(lastId + "=" + name);
    return new SchemaId.Confluent(lastId);
  }

  private void line(String text) throws IOException {
    Files.writeString(
        folder.resolve("ids.properties"),
        text + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Override
  protected SchemaId neverGiven() {
    return new SchemaId.Confluent(4711);
  }

  @Test
  void findsASchemaWithoutAnIdBySubjectAndVersion() throws Exception {
    // given
    Files.writeString(folder.resolve("orders.v3.avsc"), avro(""));
    SchemaRegistry registry = registry(BOUNDS);

    // when
    WriterSchema found = registry.latest("orders").orElseThrow();

    // then
    assertThat(found.id()).isEqualTo(new SchemaId.Named("orders", 3));
    assertThat(registry.byId(found.id())).contains(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2f5b0d7e-8c1a-4f0e-9a53-0d6f0c9e7b11", "2F5B0D7E-8C1A-4F0E-9A53-0D6F0C9E7B11"})
  void findsWhatRecordsOfGlueName(String written) throws Exception {
    // given
    Files.writeString(folder.resolve("orders.avsc"), avro(""));
    line(written + "=orders.avsc");
    SchemaId id = new SchemaId.Glue(UUID.fromString(written));

    // when
    WriterSchema found = registry(BOUNDS).byId(id).orElseThrow();

    // then
    assertThat(found.registeredAs()).containsExactly(new SubjectVersion("orders", 1));
  }

  @Test
  void findsTheFilesThatAProtoImportsInTheirOrder() throws Exception {
    // given
    Files.writeString(folder.resolve("a.proto"), "syntax = \"proto3\";\nimport \"b.proto\";\n");
    Files.writeString(folder.resolve("b.proto"), "import public \"c.proto\";\n");
    Files.writeString(
        folder.resolve("c.proto"), "import \"google/protobuf/any.proto\";\nimport \"a.proto\";\n");

    // when
    WriterSchema found = registry(BOUNDS).latest("a").orElseThrow();

    // then
    assertThat(found.parts()).extracting(SchemaPart::name).endsWith("c.proto", "b.proto");
  }

  @Test
  void refusesAnImportThatIsNotInTheFolder() throws Exception {
    // given
    Files.writeString(folder.resolve("a.proto"), "import \"../secret.proto\";\n");

    // when, then
    assertThatThrownBy(() -> registry(BOUNDS).latest("a"))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("not in the folder");
  }

  @Test
  void refusesMoreImportsThanTheBound() throws Exception {
    // given
    for (int i = 0; i < 10; i++) {
      Files.writeString(folder.resolve("f" + i + ".proto"), "import \"f" + (i + 1) + ".proto\";\n");
    }

    // when, then
    assertThatThrownBy(() -> registry(BOUNDS).latest("f0"))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("more than 5 others");
  }

  @Test
  void saysWhichFileIsWrongWhereAnIdNamesNone() throws Exception {
    // given
    line("7=gone.avsc");

    // when, then
    assertThatThrownBy(() -> registry(BOUNDS).byId(new SchemaId.Confluent(7)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("ids.properties");
  }
}
