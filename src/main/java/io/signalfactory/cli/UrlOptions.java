package io.signalfactory.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for asking a running instance instead of reading topics. */
final class UrlOptions {

  private static final String TOKEN = "SIGNAL_FACTORY_TOKEN";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Ask this instance over HTTP, which answers for all of them, for example"
              + " http://127.0.0.1:8080.")
  private @Nullable URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token to read (default: the variable " + TOKEN + ").")
  private @Nullable Path tokenFile;

  /**
   * The instance to ask; empty if topics are to be read.
   *
   * @throws CommandException if the options are wrong
   */
  Optional<InstanceClient> instance() {
    if (url == null) {
      return Optional.empty();
    }
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw CommandException.wrongUsage(
          "--url is " + url + ", but must be a URL such as http://127.0.0.1:8080");
    }
    return Optional.of(new InstanceClient(url, token()));
  }

  /**
   * The instance to ask.
   *
   * @param otherwise its address if the options name none
   * @throws CommandException if the options are wrong
   */
  InstanceClient instanceOr(Supplier<URI> otherwise) {
    return instance().orElseGet(() -> new InstanceClient(otherwise.get(), token()));
  }

  private @Nullable String token() {
    if (tokenFile == null) {
      return System.getenv(TOKEN);
    }
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw CommandException.wrongUsage(
          "--token-file: " + tokenFile + " cannot be read: " + e.getMessage());
    }
  }
}
