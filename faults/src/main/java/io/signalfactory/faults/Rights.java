package io.signalfactory.faults;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights of the application's user: those of docs/operations.md, and of the commands. */
final class Rights {

  private static final String USER = "User:observer";

  private final Admin admin;

  Rights(Admin admin) {
    this.admin = admin;
  }

  /** How the application logs in. */
  static Map<String, String> login() {
    return Map.of(
        "kafka.security.protocol",
        "SASL_PLAINTEXT",
        "kafka.sasl.mechanism",
        "PLAIN",
        "kafka.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"observer\""
            + " password=\"observer\";");
  }

  void grantAll() throws InterruptedException {
    List<AclBinding> all =
        Stream.of(
                readRaw().stream(),
                allow(TOPIC, "signal_factory.", CREATE, READ, WRITE, DESCRIBE_CONFIGS),
                allow(TOPIC, "signal-factory-", CREATE, ALTER, READ, WRITE, DELETE),
                allow(GROUP, "signal-factory", READ),
                allow(TRANSACTIONAL_ID, "signal-factory-", WRITE),
                // who changes contracts
                allow(TRANSACTIONAL_ID, "signal_factory.", WRITE))
            .flatMap(bindings -> bindings)
            .toList();
    Topics.done("grant rights", admin.createAcls(all).all());
  }

  private static List<AclBinding> readRaw() {
    return allow(TOPIC, "raw.", READ).toList();
  }

  void revokeReadOfRawTopics() throws InterruptedException {
    Topics.done(
        "revoke Read",
        admin.deleteAcls(readRaw().stream().map(AclBinding::toFilter).toList()).all());
  }

  void grantReadOfRawTopics() throws InterruptedException {
    Topics.done("grant Read", admin.createAcls(readRaw()).all());
  }

  private static Stream<AclBinding> allow(
      ResourceType type, String prefix, AclOperation... operations) {
    return Stream.of(operations)
        .map(
            operation ->
                new AclBinding(
                    new ResourcePattern(type, prefix, PatternType.PREFIXED),
                    new AccessControlEntry(USER, "*", operation, AclPermissionType.ALLOW)));
  }
}
