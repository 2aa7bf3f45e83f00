package io.signalfactory.registry.configured;

import io.signalfactory.config.RegistrySettings;
import io.signalfactory.contract.SchemaReference.Registry;
import io.signalfactory.registry.LookupCounts;
import io.signalfactory.registry.LookupLimits;
import io.signalfactory.registry.SchemaBounds;
import io.signalfactory.registry.SchemaLookups;
import io.signalfactory.registry.SchemaRegistry;
import io.signalfactory.registry.confluent.ConfluentAccess;
import io.signalfactory.registry.confluent.ConfluentRegistry;
import io.signalfactory.registry.file.FileRegistry;
import io.signalfactory.registry.glue.GlueAccess;
import io.signalfactory.registry.glue.GlueRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;

/**
 * The registries that the settings name, one of each kind. Each is opened by the first who asks for
 * it, so that its libraries are loaded only where a contract names it. Thread-safe.
 */
public final class ConfiguredRegistries implements AutoCloseable {

  private static final int MAX_DEPTH = 200;
  private static final int MAX_PARTS = 100;
  private static final int REQUESTS_PER_SECOND = 50;
  private static final int WAIT_SHARE = 10;

  private final RegistrySettings settings;
  private final Map<Registry, SchemaLookups> opened = new EnumMap<>(Registry.class);

  /** Opens none yet. */
  public ConfiguredRegistries(RegistrySettings settings) {
    this.settings = settings;
  }

  /** Lookups of the registry of a kind; empty if the settings name none. */
  public synchronized Optional<SchemaLookups> lookups(Registry kind) {
    SchemaLookups open = opened.get(kind);
    if (open == null && isConfigured(kind)) {
      open = SchemaLookups.of(kind.name().toLowerCase(Locale.ROOT), open(kind), limits());
      opened.put(kind, open);
    }
    return Optional.ofNullable(open);
  }

  /** The kinds of registries that the settings have. */
  public Set<Registry> kinds() {
    return Arrays.stream(Registry.values())
        .filter(this::isConfigured)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What lookups have come to, of each registry that was opened. */
  public synchronized Map<Registry, LookupCounts> counts() {
    Map<Registry, LookupCounts> counts = new EnumMap<>(Registry.class);
    opened.forEach((kind, lookups) -> counts.put(kind, lookups.counts()));
    return counts;
  }

  private boolean isConfigured(Registry kind) {
    return switch (kind) {
      case FILE -> settings.fileFolder().isPresent();
      case CONFLUENT -> !settings.confluentUrls().isEmpty();
      case GLUE -> settings.glueName().isPresent();
      case NONE -> false;
    };
  }

  private SchemaRegistry open(Registry kind) {
    return switch (kind) {
      case FILE -> new FileRegistry(settings.fileFolder().orElseThrow(), bounds());
      case CONFLUENT -> confluent();
      case GLUE -> glue();
      case NONE -> throw new IllegalArgumentException("no registry");
    };
  }

  private SchemaRegistry confluent() {
    List<String> urls = settings.confluentUrls();
    String authorization = settings.confluentAuthorization().map(Password::value).orElse("");
    return new ConfluentRegistry(
        new ConfluentAccess(
            urls,
            new ConfluentAccess.Secret(authorization),
            settings.confluentTls(),
            settings.timeout()),
        bounds());
  }

  private SchemaRegistry glue() {
    return new GlueRegistry(
        new GlueAccess(
            settings.glueName().orElseThrow(),
            settings.glueRegion().orElse(null),
            settings.glueEndpoint().orElse(null),
            settings.timeout()),
        bounds());
  }

  private SchemaBounds bounds() {
    return new SchemaBounds(settings.maxSchemaBytes(), MAX_DEPTH, MAX_PARTS);
  }

  private LookupLimits limits() {
    return new LookupLimits(
        settings.maxWait(),
        settings.maxWait().multipliedBy(WAIT_SHARE),
        settings.latestExpiry(),
        settings.unknownExpiry(),
        settings.maxSchemas(),
        REQUESTS_PER_SECOND,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(SchemaLookups::close);
    opened.clear();
  }
}
