package io.signalfactory.contract.document;

import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.SchemaReference.CompatibilityMode;
import io.signalfactory.contract.SchemaReference.Registry;

/** Reads {@code spec.schema}. */
final class OdcsV1Schema {

  private OdcsV1Schema() {}

  static SchemaReference read(Section spec) {
    Section section = spec.optionalSection("schema", "registry", "subject", "compatibility");
    if (section == null) {
      return SchemaReference.ABSENT;
    }
    Registry registry = section.requiredChoice("registry", Registry.class);
    String subject = section.optionalName("subject");
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
    return new SchemaReference(registry, subject, compatibility);
  }
}
