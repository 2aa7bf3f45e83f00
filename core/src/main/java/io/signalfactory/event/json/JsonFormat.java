package io.signalfactory.event.json;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.PayloadReader;

/**
 * JSON as RFC 8259 defines it: a value is one object, in UTF-8.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonFormat implements PayloadFormat {

  @Override
  public PayloadReader reader(FieldPlan plan) {
    return new JsonReader(plan);
  }
}
