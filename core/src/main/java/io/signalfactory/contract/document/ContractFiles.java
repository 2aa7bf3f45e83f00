package io.signalfactory.contract.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Loads contracts from files and folders, and refuses contracts that collide: two for one dataset,
 * or two that the same records belong to.
 */
public final class ContractFiles {

  private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".json");

  private final ContractReader reader;

  /**
   * @param reader reads the text of each file
   */
  public ContractFiles(ContractReader reader) {
    this.reader = reader;
  }

  /**
   * Loads every contract at some paths.
   *
   * @param paths files with any name, and folders: of a folder every {@code *.yaml}, {@code *.yml}
   *     and {@code *.json} file is read, also in its subfolders, except those whose name begins
   *     with {@code _} or {@code .}. A file that is named twice is read once
   * @return a document for each contract and for each file that cannot be read, in the order of the
   *     paths; none if the folders contain no contract file
   */
  public List<ContractDocument> load(List<Path> paths) {
    List<LocatedDocument> documents = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        filesIn(path, documents).forEach(file -> readOnce(file, seen, documents));
      } else {
        readOnce(path, seen, documents);
      }
    }
    return Collisions.report(documents);
  }

  /** The contract files of a folder, sorted; a folder that cannot be opened is a problem. */
  private static Set<Path> filesIn(Path root, List<LocatedDocument> documents) {
    Set<Path> files = new TreeSet<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(root) || !isSkipped(folder)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (EXTENSIONS.stream().anyMatch(name::endsWith)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) {
            // A link to a folder above leads only to files that are found anyway.
            if (!(e instanceof FileSystemLoopException)) {
              documents.add(unreadable(path, e));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            if (e != null) {
              documents.add(unreadable(folder, e));
            }
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      documents.add(unreadable(root, e));
    }
    return files;
  }

  private static boolean isSkipped(Path folder) {
    String name = folder.getFileName().toString();
    return name.startsWith("_") || name.startsWith(".");
  }

  private void readOnce(Path file, Set<Path> seen, List<LocatedDocument> documents) {
    try {
      if (seen.add(file.toRealPath())) {
        documents.addAll(read(file));
      }
    } catch (IOException e) {
      documents.add(unreadable(file, e));
    }
  }

  private List<LocatedDocument> read(Path file) throws IOException {
    String source = file.toString();
    if (!Files.isRegularFile(file)) {
      return List.of(
          LocatedDocument.refused(
              source, Place.START, "cannot be read: it is neither a file nor a folder"));
    }
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(ContractReader.MAX_LENGTH + 1);
    }
    if (bytes.length > ContractReader.MAX_LENGTH) {
      return List.of(
          LocatedDocument.refused(
              source, Place.START, "larger than 1 MiB: put fewer contracts into one file"));
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      return List.of(
          LocatedDocument.refused(
              source, endOf(text.toString()), "this is not UTF-8: save the file in UTF-8"));
    }
    return reader.readLocated(source, text.toString());
  }

  private static Place endOf(String text) {
    int lineStart = text.lastIndexOf('\n') + 1;
    int line = (int) text.chars().filter(character -> character == '\n').count() + 1;
    return new Place(line, text.codePointCount(lineStart, text.length()) + 1);
  }

  private static LocatedDocument unreadable(Path path, IOException e) {
    String why =
        e instanceof NoSuchFileException && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            ? "there is no such file or folder"
            : "%s; check that it may be read".formatted(e.getClass().getSimpleName());
    return LocatedDocument.refused(path.toString(), Place.START, "cannot be read: " + why);
  }
}
