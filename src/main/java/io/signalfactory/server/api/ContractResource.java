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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contracts in force, as JSON or YAML. */
final class ContractResource implements Resource {

  private static final String PATH = "/api/v1/contracts";
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";
  private static final int MAX_LIMIT = 10_000;
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
            PATH,
            List.of(LIMIT, CURSOR),
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

  /** All of them, or a page, which says in its header {@code Link} where the next one is. */
  private Response all(Call call) {
    int limit = call.query().wholeNumber(LIMIT, 1, MAX_LIMIT).orElse(Integer.MAX_VALUE);
    String after = call.query().text(CURSOR).orElse("");
    List<Contract> page = new ArrayList<>();
    @Nullable String next = null;
    for (Contract contract : queries.contracts()) {
      String urn = contract.dataset().urn();
      if (page.size() == limit) {
        next = page.get(limit - 1).dataset().urn();
        break;
      }
      if (urn.compareTo(after) > 0) {
        page.add(contract);
      }
    }
    Response response =
        in(
            call,
            page,
            ContractResource::jsonArray,
            all -> all.stream().map(ContractWriter::yaml).collect(Collectors.joining("---\n")));
    return (next == null ? response : response.with("Link", link(limit, next))).withETag();
  }

  /** RFC 8288; relative to the path of the call, so that a prefix before it does not matter. */
  private static String link(int limit, String after) {
    return "<contracts?"
        + LIMIT
        + "="
        + limit
        + "&"
        + CURSOR
        + "="
        + URLEncoder.encode(after, StandardCharsets.UTF_8)
        + ">; rel=\"next\"";
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
