package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Compatibility;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractProblem;
import io.signalfactory.control.ContractCheck;
import io.signalfactory.control.Outlook;
import io.signalfactory.control.Proposal;
import io.signalfactory.time.Rfc3339Writer;
import java.util.List;
import java.util.Locale;

/** Changes of contracts as answers tell them. */
final class ContractChangeJson {

  private ContractChangeJson() {}

  /** One contract of a request, and what becomes of it. */
  static ObjectNode of(Proposal proposal) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("urn", proposal.urn());
    Contract contract = proposal.contract();
    tree.put("version", contract == null ? null : contract.version());
    tree.put("previous_version", proposal.previousVersion());
    tree.put("result", proposal.effect().name().toLowerCase(Locale.ROOT));
    ArrayNode words = tree.putArray("changes");
    proposal.words().forEach(words::add);
    tree.set("differences", differences(proposal.differences()));
    return tree;
  }

  /** Every difference, each with whether it breaks compatibility and for whom. */
  static ArrayNode differences(List<Compatibility.Change> differences) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Compatibility.Change each : differences) {
      all.addObject()
          .put("breaking", each.breaking())
          .put("loosens_promise_to_readers", each.effect().loosensPromise())
          .put("tightens_demand_on_producers", each.effect().tightensDemand())
          .put("message", each.message());
    }
    return all;
  }

  /** How the last hour looks under the limits of a contract. */
  static ObjectNode of(Outlook outlook) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("from", Rfc3339Writer.format(outlook.from()));
    tree.put("to", Rfc3339Writer.format(outlook.to()));
    ArrayNode limits = tree.putArray("limits");
    for (Outlook.Limit limit : outlook.limits()) {
      limits
          .addObject()
          .put("signal", limit.signal())
          .put("consumer", limit.consumer())
          .put("judged_minutes", limit.judgedMinutes())
          .put("missed_minutes", limit.missedMinutes())
          .put("sentence", limit.sentence());
    }
    ArrayNode unknown = tree.putArray("cannot_tell");
    outlook.cannotTell().forEach(unknown::add);
    return tree;
  }

  /** What a check found. */
  static ObjectNode of(ContractCheck check) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("valid", check.problems().isEmpty());
    ArrayNode contracts = tree.putArray("contracts");
    for (Contract contract : check.contracts()) {
      contracts.addObject().put("urn", contract.urn()).put("version", contract.version());
    }
    ArrayNode errors = tree.putArray("errors");
    for (ContractProblem problem : check.problems()) {
      errors
          .addObject()
          .put("detail", problem.message())
          .put("line", problem.line())
          .put("column", problem.column());
    }
    return tree;
  }
}
