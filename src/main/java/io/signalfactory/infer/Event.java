package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.contract.FieldPath;
import java.util.Map;

/**
 * What was read from a record, whatever format it is written in: another format gives its values as
 * JSON would write them.
 *
 * @param sampled the record
 * @param fields each field's value, objects as well as what is inside them
 * @param enveloped whether the fields come from its member {@code payload}
 */
record Event(SampledRecord sampled, Map<FieldPath, JsonNode> fields, boolean enveloped) {}
