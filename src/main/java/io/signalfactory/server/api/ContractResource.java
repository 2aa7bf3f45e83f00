package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.control.ContractTag;
import io.signalfactory.query.Queries;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.EntityTag;
import io.signalfactory.server.http.MediaTypes;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The contracts in force, as JSON or YAML. */
final class ContractResource implements Resource {

  private static final List<String> YAML =
      List.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
  private static final List<String> OFFERED =
      List.of(Response.JSON, YAML.get(0), YAML.get(1), YAML.get(2), YAML.get(3));

  private final Queries queries;

  ContractResource(Queries queries) {
    this.queries = queries;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/contracts",
            List.of(),
            "the contracts in force, as JSON or (Accept: application/yaml) YAML",
            call -> all(call)),
        Route.get(
            "/api/v1/contracts/{urn}",
            List.of(),
            "the contract in force for a dataset, as JSON or (Accept: application/yaml) YAML",
            call -> one(call, call.path("urn"))),
        Route.get(
            "/api/v1/contracts/{urn}/versions",
            List.of(),
            "the latest changes of a dataset's contract: who, when, what, and the document",
            call -> versions(call.path("urn"))));
  }

  private Response all(Call call) {
    return in(
            call,
            queries.contracts(),
            ContractResource::jsonArray,
            all -> all.stream().map(ContractWriter::yaml).collect(Collectors.joining("---\n")))
        .withETag();
  }

  private Response one(Call call, String urn) {
    Contract contract =
        queries
            .contract(urn)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "no contract is in force for "
                            + ProblemException.quoted(urn)
                            + ": GET /api/v1/contracts lists all that are"));
    Response response = in(call, contract, ContractWriter::json, ContractWriter::yaml);
    String tag = ContractTag.of(contract).text();
    return response.withETag(
        EntityTag.strong(
            response.contentType().equals(Response.JSON) ? tag : tag + Preconditions.YAML));
  }

  private Response versions(String urn) {
    List<ContractRevision> revisions = queries.contractRevisions(urn);
    if (revisions.isEmpty()) {
      throw ProblemException.notFound(
          "no contract was ever in force for "
              + ProblemException.quoted(urn)
              + ": GET /api/v1/contracts lists all that are");
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ArrayNode items = tree.putArray("items");
    revisions.forEach(revision -> items.add(ContractRevisionJson.tree(revision)));
    tree.put("partial", false);
    tree.putArray("missing_partitions");
    tree.putNull("next_cursor");
    return Response.json(tree).withETag();
  }

  /** In the media type that the client prefers. */
  private static <T> Response in(
      Call call, T content, Function<T, byte[]> json, Function<T, String> yaml) {
    String type =
        MediaTypes.best(call.accept(), OFFERED)
            .orElseThrow(
                () ->
                    ProblemException.notAcceptable(
                        "contracts are available as " + String.join(", ", OFFERED)));
    Response response =
        YAML.contains(type)
            ? Response.of(
                type + "; charset=utf-8", yaml.apply(content).getBytes(StandardCharsets.UTF_8))
            : Response.of(type, json.apply(content));
    return response.with("Vary", "Accept");
  }

  private static byte[] jsonArray(Collection<Contract> all) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.write('[');
    String separator = "";
    for (Contract contract : all) {
      array.writeBytes(separator.getBytes(StandardCharsets.UTF_8));
      array.writeBytes(ContractWriter.json(contract));
      separator = ",";
    }
    array.write(']');
    return array.toByteArray();
  }
}
