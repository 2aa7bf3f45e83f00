package io.signalfactory.registry.file;

import io.signalfactory.registry.RegistryUnavailableException;
import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaRefusedException;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of schemas: {@code SUBJECT.avsc}, {@code .json} or {@code .proto}, with {@code .vN} in
 * front of the ending for further versions. {@code ids.properties} says by which ids records name
 * them. The folder is read with each question, so what is added to it is found.
 *
 * <p>A {@code .proto} file can import files by their names in the folder. Names of subjects come
 * from contracts: they are compared with the names of files, and never lead to another folder.
 */
public final class FileRegistry implements SchemaRegistry {

  private static final int MAX_FILES = 10_000;
  private static final Pattern IMPORT =
      Pattern.compile("^\\s*import\\s+(?:public\\s+|weak\\s+)?\"([^\"]+)\"", Pattern.MULTILINE);

  private final Path folder;
  private final SchemaBounds bounds;

  /** Reads nothing yet. */
  public FileRegistry(Path folder, SchemaBounds bounds) {
    this.folder = folder;
    this.bounds = bounds;
  }

  @Override
  public Optional<WriterSchema> byId(SchemaId id)
      throws RegistryUnavailableException, SchemaRefusedException {
    if (id instanceof SchemaId.Named named) {
      return version(named.subject(), named.version());
    }
    Optional<String> name = ids().file(id);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<SchemaFile> file = newest(named(name.get()));
    if (file.isEmpty()) {
      throw new RegistryUnavailableException(
          folder.resolve(RecordIds.FILE)
              + " names a file that is not there, or no schema: put it"
              + " there, or correct the line");
    }
    return Optional.of(read(file.get(), id));
  }

  private static Predicate<SchemaFile> named(String name) {
    return file -> String.valueOf(file.path().getFileName()).equals(name);
  }

  @Override
  public Optional<WriterSchema> latest(String subject)
      throws RegistryUnavailableException, SchemaRefusedException {
    return read(newest(file -> file.registeredAs().subject().equals(subject)));
  }

  @Override
  public Optional<WriterSchema> version(String subject, int version)
      throws RegistryUnavailableException, SchemaRefusedException {
    SubjectVersion wanted = new SubjectVersion(subject, version);
    return read(newest(file -> file.registeredAs().equals(wanted)));
  }

  private Optional<WriterSchema> read(Optional<SchemaFile> file)
      throws RegistryUnavailableException, SchemaRefusedException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    SubjectVersion registeredAs = file.get().registeredAs();
    SchemaId id =
        ids()
            .id(String.valueOf(file.get().path().getFileName()))
            .orElseGet(() -> new SchemaId.Named(registeredAs.subject(), registeredAs.version()));
    return Optional.of(read(file.get(), id));
  }

  private WriterSchema read(SchemaFile file, SchemaId id)
      throws RegistryUnavailableException, SchemaRefusedException {
    String text = text(file.path());
    List<SchemaPart> parts = new ArrayList<>();
    if (file.format() == SchemaFormat.PROTOBUF) {
      imports(text, new HashSet<>(), parts);
    }
    bounds.check(file.format(), text, parts);
    return new WriterSchema(id, file.format(), text, parts, Set.of(file.registeredAs()));
  }

  private void imports(String text, Set<String> seen, List<SchemaPart> parts)
      throws RegistryUnavailableException, SchemaRefusedException {
    Matcher imported = IMPORT.matcher(text);
    while (imported.find()) {
      String name = imported.group(1);
      // Those of Google come with the library that reads the schema.
      if (!name.startsWith("google/protobuf/") && seen.add(name)) {
        bounds.checkParts(seen.size());
        SchemaFile file =
            newest(named(name))
                .orElseThrow(
                    () ->
                        new SchemaRefusedException(
                            "the schema imports a file that is not in the folder of schemas"));
        String part = text(file.path());
        imports(part, seen, parts);
        parts.add(new SchemaPart(name, part));
      }
    }
  }

  private Optional<SchemaFile> newest(Predicate<SchemaFile> wanted)
      throws RegistryUnavailableException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .limit(MAX_FILES)
          .flatMap(path -> SchemaFile.of(path).stream())
          .filter(wanted)
          .max(
              Comparator.comparingInt((SchemaFile file) -> file.registeredAs().version())
                  .thenComparing(SchemaFile::path));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private String text(Path file) throws RegistryUnavailableException, SchemaRefusedException {
    try {
      bounds.checkBytes(Files.size(file));
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private RecordIds ids() throws RegistryUnavailableException, SchemaRefusedException {
    Path file = folder.resolve(RecordIds.FILE);
    Properties ids = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        ids.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw unreadable(file, e);
      }
    }
    return new RecordIds(ids);
  }

  private static RegistryUnavailableException unreadable(Path path, Exception cause) {
    return new RegistryUnavailableException(
        path + " cannot be read: " + cause.getClass().getSimpleName() + " " + cause.getMessage(),
        cause);
  }

  @Override
  public void close() {
    // no connection
  }
}
