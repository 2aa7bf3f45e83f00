package io.signalfactory.server.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalfactory.peer.Peers;
import io.signalfactory.query.Holding;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.server.http.Action;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import java.util.Locale;
import java.util.function.Function;

/**
 * What instances tell each other: the same paths as for everybody, below one that is for instances
 * only. It is answered from what is here and never passed on. Every answer says what the instance
 * holds; one that refuses says why in JSON, so that whoever asked can tell its own client.
 */
final class Internal {

  static final String BELOW = "/internal/v1/local";

  private static final String DETAIL = "detail";
  private static final int NOT_READY = 503;

  private Internal() {}

  /** The path for instances that belongs to a path for everybody. */
  static String path(String path) {
    return BELOW + path;
  }

  /**
   * An action for other instances.
   *
   * @param holding what this instance has of that which a call is about
   */
  static Action action(Action action, Function<Call, Holding> holding) {
    return call -> {
      Holding before = holding.apply(call);
      if (before == Holding.NONE) {
        return marked(refusal(NOT_READY, "it is not here"), Holding.NONE);
      }
      Response answer = answer(action, call);
      // What has moved meanwhile may have been read only in part.
      return holding.apply(call) == before
          ? marked(answer, before)
          : marked(refusal(NOT_READY, "it is moving"), Holding.NONE);
    };
  }

  private static Response answer(Action action, Call call) {
    try {
      return action.answer(call);
    } catch (NotReadyException e) {
      return refusal(NOT_READY, String.valueOf(e.getMessage()));
    } catch (ProblemException e) {
      return refusal(e.status(), String.valueOf(e.getMessage()));
    }
  }

  private static Response refusal(int status, String detail) {
    return Response.json(status, JsonNodeFactory.instance.objectNode().put(DETAIL, detail));
  }

  private static Response marked(Response answer, Holding holding) {
    return answer.with(Peers.MARK, holding.name().toLowerCase(Locale.ROOT));
  }
}
