package io.signalfactory.contract.document;

import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.SchemaReference.CompatibilityMode;
import io.signalfactory.contract.SchemaReference.Registry;

/** Reads {@code spec.schema}. */
final class OdcsV1Schema {

  private OdcsV1Schema() {}

  static SchemaReference read(Section spec) {
    Section section =
        spec.optionalSection("schema", "registry", "subject", "version", "compatibility");
    if (section == null) {
      return SchemaReference.ABSENT;
    }
    Registry registry = section.requiredChoice("registry", Registry.class);
    String subject = section.optionalName("subject");
    Long version = section.optionalWhole("version", 1, Integer.MAX_VALUE);
    CompatibilityMode compatibility =
        section.optionalChoice("compatibility", CompatibilityMode.class);
    if (registry == null) {
      return SchemaReference.ABSENT;
    }
    if (registry == Registry.NONE && section.has("subject")) {
      section.refuse(
          "subject", "'subject' is in no registry: name it in 'registry', or remove the subject");
    }
    if (registry != Registry.NONE && !section.has("subject")) {
      section.required("subject");
    }
    if (registry == Registry.NONE && section.has("version")) {
      section.refuse(
          "version", "'version' is of a subject: name its registry, or remove the version");
    }
    return new SchemaReference(
        registry, subject, version == null ? null : version.intValue(), compatibility);
  }
}
