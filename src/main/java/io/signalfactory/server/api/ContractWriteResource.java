package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Contract;
import io.signalfactory.control.Author;
import io.signalfactory.control.ContractCheck;
import io.signalfactory.control.ContractLedger;
import io.signalfactory.control.ContractRequest;
import io.signalfactory.control.ContractTag;
import io.signalfactory.control.Decision;
import io.signalfactory.control.LastHour;
import io.signalfactory.control.Outlook;
import io.signalfactory.control.Precondition;
import io.signalfactory.control.Proposal;
import io.signalfactory.control.PublishedContract;
import io.signalfactory.query.DatasetHistory;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.query.Instance;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Queries;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.server.cluster.DatasetQuestion;
import io.signalfactory.server.http.Access;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.EntityTag;
import io.signalfactory.server.http.Mistake;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.ObservedSpan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of contracts: put in force, retired, checked, tried. */
final class ContractWriteResource implements Resource {

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final long SECONDS_PER_MINUTE = 60;

  private final Instance instance;
  private final Queries queries;
  private final ControlPlane control;
  private final DatasetQuestion minutes;
  private final InstantSource clock;

  /**
   * @param instance in which a change has to be in effect before it is answered
   * @param control how contracts are changed
   * @param minutes what was counted for a dataset
   * @param clock the time of day
   */
  ContractWriteResource(
      Instance instance, ControlPlane control, DatasetQuestion minutes, InstantSource clock) {
    this.instance = instance;
    this.queries = instance.queries();
    this.control = control;
    this.minutes = minutes;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post(
            "/api/v1/contracts",
            List.of("force", "dry_run"),
            "puts contracts in force, or says what that would change",
            this::apply),
        Route.post(
                "/api/v1/contracts/validate",
                List.of(),
                "every mistake in contracts; nothing is stored",
                call -> Response.json(ContractChangeJson.of(ContractBody.check(call))))
            .forAccess(Access.READ),
        Route.delete(
            "/api/v1/contracts/{urn}",
            List.of(),
            "retires the contract of a dataset",
            call -> retire(call, call.path("urn"))));
  }

  private Response apply(Call call) {
    boolean force = isSet(call, "force");
    boolean dryRun = isSet(call, "dry_run");
    List<Contract> contracts = valid(ContractBody.check(call));
    Precondition precondition = Preconditions.of(call);
    if (precondition != Precondition.NONE && contracts.size() != 1) {
      throw ProblemException.badRequest(
          "If-Match and If-None-Match are about one contract, and this body has "
              + contracts.size()
              + ": send them one by one");
    }
    if (dryRun) {
      return tried(call, new ContractRequest.Apply(contracts, precondition, true));
    }
    List<String> urns = contracts.stream().map(Contract::urn).toList();
    if (contracts.stream().anyMatch(Contract::ownerIsOpen)) {
      throw ProblemException.invalid(
              "a drafted contract has no owner yet: none was put in force; replace "
                  + Contract.OPEN_OWNER
                  + " in metadata.owner",
              List.of())
          .about(urns);
    }
    return changed(new ContractRequest.Apply(contracts, precondition, force), call, urns);
  }

  private static boolean isSet(Call call, String parameter) {
    return call.query()
        .oneOf(parameter, List.of(true, false), value -> Boolean.toString(value))
        .orElse(false);
  }

  private static List<Contract> valid(ContractCheck check) {
    if (!check.problems().isEmpty()) {
      throw ProblemException.invalid(
              check.countOfProblems() + " in the contracts: none was put in force",
              check.problems().stream()
                  .map(each -> new Mistake(each.message(), each.line(), each.column()))
                  .toList())
          .about(check.contracts().stream().map(Contract::urn).toList());
    }
    return check.contracts();
  }

  private Response retire(Call call, String urn) {
    if (queries.contract(urn).isEmpty()) {
      throw notInForce(urn);
    }
    return changed(new ContractRequest.Retire(urn, Preconditions.of(call)), call, List.of(urn));
  }

  private Response changed(ContractRequest request, Call call, List<String> urns) {
    Author author = new Author(call.caller().name(), ContractRevision.Via.HTTP);
    ContractLedger.Result result =
        WriteFailures.told(() -> control.contracts().change(request, author));
    if (!(result.decision() instanceof Decision.Accepted accepted)) {
      throw refused(result.decision()).about(urns);
    }
    boolean inEffect = WriteFailures.inEffect(instance, result.readUntil(), control.effectWithin());
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("in_effect", inEffect);
    ArrayNode all = tree.putArray("contracts");
    accepted.proposals().forEach(proposal -> all.add(ContractChangeJson.of(proposal)));
    Response response = Response.json(status(accepted, inEffect), tree).about(urns);
    Contract only = onlyOf(accepted);
    return only == null
        ? response
        : response
            .with("ETag", EntityTag.strong(ContractTag.of(only).text()).text())
            .with("Location", "contracts/" + only.urn());
  }

  private static int status(Decision.Accepted accepted, boolean inEffect) {
    if (!inEffect) {
      return ACCEPTED;
    }
    return accepted.proposals().stream()
            .anyMatch(proposal -> proposal.effect() == Proposal.Effect.CREATED)
        ? CREATED
        : OK;
  }

  private static @Nullable Contract onlyOf(Decision.Accepted accepted) {
    return accepted.proposals().size() == 1 ? accepted.proposals().get(0).contract() : null;
  }

  private static ProblemException refused(Decision decision) {
    if (decision instanceof Decision.Breaking breaking) {
      ArrayNode contracts = JsonNodeFactory.instance.arrayNode();
      breaking.proposals().forEach(proposal -> contracts.add(ContractChangeJson.of(proposal)));
      Proposal first = breaking.proposals().get(0);
      return ProblemException.conflict(
              first.urn()
                  + " would break compatibility with version "
                  + first.previousVersion()
                  + ", so nothing was put in force: correct it, or send it with force=true")
          .with("contracts", contracts);
    }
    if (decision instanceof Decision.Overtaken overtaken) {
      PublishedContract current = overtaken.current();
      return ProblemException.changedMeanwhile(
          current == null
              ? "no contract is in force for "
                  + overtaken.urn()
                  + ": send it without If-Match to put the first one in force"
              : "version "
                  + current.contract().version()
                  + " of "
                  + overtaken.urn()
                  + " is in force: GET it, and send your change with its ETag in If-Match");
    }
    if (decision instanceof Decision.NotInForce notInForce) {
      return notInForce(notInForce.urn());
    }
    throw new IllegalStateException("an accepted change is not refused");
  }

  private static ProblemException notInForce(String urn) {
    return ProblemException.notFound(
        "no contract is in force for "
            + ProblemException.quoted(urn)
            + ": GET /api/v1/contracts lists all that are");
  }

  private Response tried(Call call, ContractRequest.Apply request) {
    Decision decision = WriteFailures.told(() -> control.contracts().look(request));
    if (!(decision instanceof Decision.Accepted accepted)) {
      throw refused(decision);
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dry_run", true);
    ArrayNode all = tree.putArray("contracts");
    for (Proposal proposal : accepted.proposals()) {
      ObjectNode one = ContractChangeJson.of(proposal);
      one.put("breaks_compatibility", !proposal.breaking().isEmpty());
      Contract contract = proposal.contract();
      if (contract != null) {
        one.set("last_hour", ContractChangeJson.of(lastHour(call, proposal, contract)));
      }
      all.add(one);
    }
    return Response.json(tree);
  }

  private Outlook lastHour(Call call, Proposal proposal, Contract contract) {
    Instant now = clock.instant();
    long minute = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE);
    HistoryRequest request =
        new HistoryRequest(proposal.urn(), minute - LastHour.minutesNeeded(contract), minute);
    DatasetHistory known;
    try {
      known = DatasetMinutes.ask(minutes, request, call);
    } catch (NotReadyException | ProblemException e) {
      return LastHour.unknown("how the last hour looks: " + e.getMessage(), now);
    }
    ObservedSpan observed = known.observed();
    if (observed == null) {
      return LastHour.unknown("how the last hour looks: nothing of it was counted", now);
    }
    PublishedContract previous = proposal.previous();
    return LastHour.under(
        previous == null ? null : previous.contract(),
        contract,
        known.minutes(),
        // The minute in which observing began was not seen in full.
        Math.floorDiv(
            observed.since().getEpochSecond() + SECONDS_PER_MINUTE - 1, SECONDS_PER_MINUTE),
        now);
  }
}
