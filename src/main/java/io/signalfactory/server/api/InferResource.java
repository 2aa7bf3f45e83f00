package io.signalfactory.server.api;

import io.signalfactory.infer.ContractDrafts;
import io.signalfactory.infer.Draft;
import io.signalfactory.infer.DraftJson;
import io.signalfactory.infer.Sample;
import io.signalfactory.sampling.SamplerBusyException;
import io.signalfactory.sampling.UnknownTopicException;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.Mistake;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.util.List;
import java.util.Locale;

/**
 * Drafts contracts. This changes nothing, but it reads records, which only who may write contracts
 * has a reason for.
 */
final class InferResource implements Resource {

  private final Drafting drafting;

  InferResource(Drafting drafting) {
    this.drafting = drafting;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post(
            "/api/v1/contracts/infer",
            List.of(),
            "a draft for a topic, from a sample of its records; nothing is stored",
            this::infer));
  }

  private Response infer(Call call) {
    String type = call.header("Content-Type").orElse("").split(";", -1)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals(Response.JSON)) {
      throw ProblemException.unsupportedMediaType(
          "send {\"topic\": …} as application/json, in the header Content-Type");
    }
    InferRequest request = InferRequest.read(call.body());
    Sample sample = sample(request);
    Draft draft =
        ContractDrafts.of(sample, drafting.identity())
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "there is nothing to draft from",
                        List.of(
                            Mistake.of(
                                sample.records().isEmpty()
                                    ? "the topic has no records: send some first"
                                    : "none of the sampled records is one JSON object"))));
    return Response.json(DraftJson.tree(sample, draft));
  }

  private Sample sample(InferRequest request) {
    try {
      return drafting.sampler().sample(request.topic(), request.records());
    } catch (UnknownTopicException e) {
      throw ProblemException.notFound(
          ProblemException.quoted(request.topic()) + ": " + e.getMessage());
    } catch (SamplerBusyException e) {
      throw ProblemException.notReady(String.valueOf(e.getMessage()));
    }
  }
}
