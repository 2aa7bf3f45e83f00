package io.signalfactory.testkit;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Match;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.Slos;
import io.signalfactory.time.TimeFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds contracts of which a test says only what it is about. Without a word more, {@code
 * contract(urn)} is one that has the topic {@link #TOPIC} to itself and asks for nothing.
 */
public final class ContractBuilder {

  /** The topic of a contract that names none. */
  public static final String TOPIC = "raw.orders.events";

  private final String urn;
  private final List<Field> fields = new ArrayList<>();
  private final List<QualityRule> rules = new ArrayList<>();
  private String topic = TOPIC;
  private String version = "1";
  private @Nullable Match match;
  private @Nullable FieldPath eventTime;
  private @Nullable String producer;
  private Duration futureTolerance = DatasetSelector.DEFAULT_FUTURE_TOLERANCE;
  private Duration lateRetention = DatasetSelector.DEFAULT_LATE_RETENTION;
  private Duration grace = DatasetSelector.DEFAULT_GRACE;
  private FieldSet.Additional additional = FieldSet.Additional.ALLOW;
  private Slos slos = Slos.NONE;
  private SchemaReference schema = SchemaReference.ABSENT;

  private ContractBuilder(String urn) {
    this.urn = urn;
  }

  public static ContractBuilder contract(String urn) {
    return new ContractBuilder(urn);
  }

  public ContractBuilder topic(String name) {
    topic = name;
    return this;
  }

  public ContractBuilder version(String text) {
    version = text;
    return this;
  }

  public ContractBuilder matchField(String path, String equalTo) {
    match = new Match.ByField(FieldPath.of(path), equalTo);
    return this;
  }

  public ContractBuilder matchHeader(String header, String equalTo) {
    match = new Match.ByHeader(header, equalTo);
    return this;
  }

  public ContractBuilder eventTime(String path) {
    eventTime = FieldPath.of(path);
    return this;
  }

  public ContractBuilder producer(String service) {
    producer = service;
    return this;
  }

  public ContractBuilder tolerating(Duration ahead, Duration behind) {
    futureTolerance = ahead;
    lateRetention = behind;
    return this;
  }

  public ContractBuilder grace(Duration afterAnHour) {
    grace = afterAnHour;
    return this;
  }

  public ContractBuilder required(String path, FieldType type) {
    return field(path, type, TimeFormat.RFC3339, true, false);
  }

  public ContractBuilder requiredNullable(String path, FieldType type) {
    return field(path, type, TimeFormat.RFC3339, true, true);
  }

  public ContractBuilder requiredTime(String path, TimeFormat format) {
    return field(path, FieldType.TIMESTAMP, format, true, false);
  }

  public ContractBuilder optional(String path, FieldType type) {
    return field(path, type, TimeFormat.RFC3339, false, false);
  }

  public ContractBuilder optionalNullable(String path, FieldType type) {
    return field(path, type, TimeFormat.RFC3339, false, true);
  }

  public ContractBuilder additional(FieldSet.Additional others) {
    additional = others;
    return this;
  }

  public ContractBuilder rule(String name, String expression) {
    return rule(name, expression, QualityRule.Severity.FAIL, false);
  }

  public ContractBuilder rule(
      String name, String expression, QualityRule.Severity severity, boolean nullFails) {
    rules.add(new QualityRule.Condition(name, null, severity, expression, nullFails));
    return this;
  }

  public ContractBuilder unique(
      String name, Duration within, QualityRule.Scope scope, String... paths) {
    return unique(name, within, scope, QualityRule.Severity.FAIL, paths);
  }

  public ContractBuilder unique(
      String name,
      Duration within,
      QualityRule.Scope scope,
      QualityRule.Severity severity,
      String... paths) {
    List<FieldPath> named = Arrays.stream(paths).map(FieldPath::of).toList();
    rules.add(new QualityRule.Unique(name, null, severity, named, within, scope));
    return this;
  }

  public ContractBuilder slos(Slos limits) {
    slos = limits;
    return this;
  }

  private ContractBuilder field(
      String path, FieldType type, TimeFormat format, boolean required, boolean nullable) {
    fields.add(new Field(FieldPath.of(path), type, format, required, nullable, false, null));
    return this;
  }

  public ContractBuilder schema(
      SchemaReference.Registry registry,
      String subject,
      int version,
      SchemaReference.CompatibilityMode mode) {
    schema = new SchemaReference(registry, subject, version, mode);
    return this;
  }

  public ContractBuilder schema(SchemaReference.Registry registry, String subject) {
    schema = new SchemaReference(registry, subject, null, null);
    return this;
  }

  public Contract build() {
    return new Contract(
        urn.substring(urn.lastIndexOf(':') + 1),
        version,
        "orders-team",
        1,
        new DatasetSelector(
            urn, topic, match, eventTime, producer, futureTolerance, lateRetention, grace),
        schema,
        new FieldSet(fields, additional),
        rules,
        slos);
  }
}
