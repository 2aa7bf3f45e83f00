package io.signalfactory.infer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a draft as programs read it. */
public final class DraftJson {

  private DraftJson() {}

  /** The draft with what it came from. */
  public static ObjectNode tree(Sample sample, Draft draft) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("topic", sample.topic());
    tree.put("records", sample.records().size());
    ArrayNode how = tree.putArray("how_sampled");
    sample.howTaken().forEach(how::add);
    ArrayNode contracts = tree.putArray("contracts");
    for (Draft.Dataset dataset : draft.datasets()) {
      contracts
          .addObject()
          .put("urn", dataset.urn())
          .put("records", dataset.records())
          .put("passed", dataset.passed());
    }
    tree.put("draft", draft.yaml());
    return tree;
  }
}
