package io.signalfactory.server.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.peer.PeerAnswer;
import io.signalfactory.peer.PeerException;
import io.signalfactory.peer.Peers;
import io.signalfactory.query.Address;
import io.signalfactory.query.Holding;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Placement;
import io.signalfactory.server.http.Action;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/**
 * Answers a call about one dataset: from here if this instance judges it, else over one hop. Only
 * the instance that judges a dataset is believed that something does not exist, as a copy may lack
 * what is new.
 */
final class OneHop implements Action {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int TOO_MANY = 500;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a client may see of an answer that has come over a hop. */
  private static final List<String> PASSED_ON = List.of(Ages.HEADER, "Vary", "Content-Language");

  private final String dataset;
  private final Action here;
  private final Placement placement;
  private final IntPredicate blind;
  private final Peers peers;
  private final LongSupplier nanoClock;

  /**
   * @param dataset the variable part of the path that names the dataset
   * @param here answers from the stores of this instance
   */
  OneHop(
      String dataset,
      Action here,
      Placement placement,
      IntPredicate blind,
      Peers peers,
      LongSupplier nanoClock) {
    this.dataset = dataset;
    this.here = here;
    this.placement = placement;
    this.blind = blind;
    this.peers = peers;
    this.nanoClock = nanoClock;
  }

  /** What one source has said: an answer for the client, or why it has none. */
  private sealed interface Said {
    record Answered(Response response) implements Said {}

    record Nothing(String reason) implements Said {}
  }

  @Override
  public Response answer(Call call) {
    int partition = placement.partitionOf(call.path(dataset));
    Deadline deadline = new Deadline(nanoClock, call.arrivedAt());
    List<String> reasons = new ArrayList<>();
    for (Source source : Source.of(partition, placement, blind)) {
      if (source instanceof Source.There && deadline.over()) {
        break;
      }
      Said said =
          source instanceof Source.There there
              ? ask(there.address(), call, deadline)
              : here(partition, call);
      if (said instanceof Said.Answered answered) {
        return answered.response();
      }
      reasons.add(((Said.Nothing) said).reason());
    }
    throw new NotReadyException(
        "the dataset cannot be asked about now: " + String.join("; ", reasons), null);
  }

  private Said here(int partition, Call call) {
    boolean sure = isSure(partition);
    try {
      return new Said.Answered(here.answer(call));
    } catch (NotReadyException e) {
      return new Said.Nothing(String.valueOf(e.getMessage()));
    } catch (ProblemException e) {
      if (e.status() == NOT_FOUND && !(sure && isSure(partition))) {
        return new Said.Nothing("the copy here does not have it, which may be too old");
      }
      throw e;
    }
  }

  private boolean isSure(int partition) {
    return placement.here(partition) == Holding.ACTIVE && !blind.test(partition);
  }

  private Said ask(Address address, Call call, Deadline deadline) {
    Map<String, String> headers = new HashMap<>();
    call.header("Accept").ifPresent(accept -> headers.put("Accept", accept));
    try {
      return said(
          address,
          peers.ask(address, Internal.path(call.target()), headers, deadline.forOne()).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof PeerException reason) {
        return new Said.Nothing(String.valueOf(reason.getMessage()));
      }
      throw e;
    }
  }

  private static Said said(Address address, PeerAnswer answer) {
    if (answer.status() == OK) {
      return response(address, answer);
    }
    String detail = Refusal.detail(answer);
    boolean judges = holding(answer).equals("active");
    if (answer.status() == NOT_FOUND && judges) {
      throw ProblemException.notFound(detail);
    }
    if (answer.status() == NOT_ACCEPTABLE) {
      throw ProblemException.notAcceptable(detail);
    }
    if (answer.status() >= BAD_REQUEST
        && answer.status() < TOO_MANY
        && answer.status() != NOT_FOUND) {
      throw ProblemException.badRequest(detail);
    }
    return new Said.Nothing(address + ": " + detail);
  }

  private static Said response(Address address, PeerAnswer answer) {
    String type = answer.header("Content-Type").orElse("");
    if (type.startsWith(Response.JSON) && !isJson(answer.body())) {
      return new Said.Nothing(address + " has sent what is not JSON");
    }
    Map<String, String> passedOn = new LinkedHashMap<>();
    PASSED_ON.forEach(name -> answer.header(name).ifPresent(value -> passedOn.put(name, value)));
    Response response = Response.of(type, answer.body());
    for (Map.Entry<String, String> header : passedOn.entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return new Said.Answered(answer.header("ETag").isPresent() ? response.withETag() : response);
  }

  private static boolean isJson(byte[] body) {
    try {
      return !MAPPER.readTree(body).isMissingNode();
    } catch (IOException e) {
      return false;
    }
  }

  private static String holding(PeerAnswer answer) {
    return answer.header(Peers.MARK).orElse("");
  }
}
