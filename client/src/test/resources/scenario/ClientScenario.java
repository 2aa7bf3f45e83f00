import generated.ApiClient;
import generated.ApiException;
import generated.ApiResponse;
import generated.api.BreachesApi;
import generated.api.ContractsApi;
import generated.api.DatasetsApi;
import generated.api.EvidenceApi;
import generated.api.SignalsApi;
import generated.model.Contract;
import generated.model.ContractAnswer;
import generated.model.DatasetHistory;
import generated.model.ListDatasets200Response;
import generated.model.Problem;
import generated.model.SignalName;
import generated.model.SignalState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a program does with a generated client: reads lists in pages, one dataset, one state, the
 * past; changes a contract and retires it; and understands what goes wrong. The demo runs.
 */
public final class ClientScenario {

  private static final String ORDERS = "urn:dp:orders:created";
  private static final String PARCELS = "urn:dp:parcels:sent";

  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: parcels.sent, version: "%s", owner: parcels-team, tier: 2}
      spec:
        dataset: {urn: "urn:dp:parcels:sent", topic: raw.parcels}
        fields:
          required: [{name: id, type: string}]
        slos:
          freshness: {maxDelaySeconds: %s}
      """;

  private final ApiClient client = new ApiClient();

  private ClientScenario(URI instance) {
    client.updateBaseUri(instance.toString());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer of-no-use-here"));
  }

  public static void main(String[] args) throws Exception {
    ClientScenario scenario = new ClientScenario(URI.create(args[0]));
    scenario.reads();
    scenario.changes();
    scenario.understandsWhatGoesWrong();
    System.out.println("all done");
  }

  private static void check(String what, boolean holds, Object seen) {
    if (!holds) {
      throw new AssertionError(what + ": " + seen);
    }
    System.out.println("seen: " + what);
  }

  private void reads() throws ApiException {
    DatasetsApi datasets = new DatasetsApi(client);
    List<String> urns = new ArrayList<>();
    String cursor = null;
    do {
      ListDatasets200Response page = datasets.listDatasets(1, cursor);
      page.getItems().forEach(dataset -> urns.add(dataset.getDatasetUrn()));
      cursor = page.getNextCursor();
    } while (cursor != null);
    check("datasets, page by page", urns.contains(ORDERS) && urns.size() >= 2, urns);
    SignalState state = new SignalsApi(client).getSignal(ORDERS, SignalName.FRESHNESS, null);
    check("one state", state.getObserved().getUnit() != null && state.getState() != null, state);
    DatasetHistory past = datasets.getDatasetHistory(ORDERS, null, null, "1m");
    check("a history", past.getVolume().getEvents().size() == past.getWindows(), past);
    check(
        "an overview",
        datasets.getOverview("orders-team", null, null, null, 10, null).getItems().size() == 1,
        "none");
    check(
        "breaches",
        !new BreachesApi(client).listBreaches(null, null, 10, null).getPartial(),
        "a part of them");
    check(
        "Evidence",
        new EvidenceApi(client).listEvidence(ORDERS, "PASS", 3).getItems().size() == 3,
        "less");
  }

  private void changes() throws ApiException {
    ContractsApi contracts = new ContractsApi(client);
    ApiResponse<ContractAnswer> created =
        contracts.applyContractsWithHttpInfo(CONTRACT.formatted(1, 900), null, null, null, null);
    check(
        "a new contract",
        created.getStatusCode() == 201 && created.getData().getInEffect(),
        created.getData());
    ApiResponse<Contract> inForce = contracts.getContractWithHttpInfo(PARCELS);
    String etag = inForce.getHeaders().get("etag").get(0);
    ContractAnswer trial =
        contracts.applyContracts(CONTRACT.formatted(2, 600), null, true, null, null);
    check(
        "a dry run in words",
        trial.getDryRun()
            && trial.getContracts().get(0).getChanges().contains("freshness limit 900 → 600 s"),
        trial);
    contracts.applyContracts(CONTRACT.formatted(2, 600), null, null, etag, null);
    check(
        "both versions",
        contracts.listContractVersions(PARCELS).getItems().size() == 2,
        contracts.listContractVersions(PARCELS));
    try {
      contracts.retireContract(PARCELS, etag);
      throw new AssertionError("an ETag of an earlier version was accepted");
    } catch (ApiException e) {
      check("somebody was faster", e.getCode() == 412, e);
    }
    String now = contracts.getContractWithHttpInfo(PARCELS).getHeaders().get("etag").get(0);
    check("a contract retired", contracts.retireContract(PARCELS, now).getInEffect(), "not yet");
  }

  private void understandsWhatGoesWrong() throws Exception {
    try {
      new ContractsApi(client).applyContracts("kind: [", null, null, null, null);
      throw new AssertionError("a broken document was accepted");
    } catch (ApiException e) {
      Problem problem = ApiClient.createDefaultObjectMapper().readValue(e.getResponseBody(), Problem.class);
      check(
          "a mistake with its line",
          e.getCode() == 422 && problem.getErrors().get(0).getLine() != null,
          problem);
    }
    try {
      new SignalsApi(client).listSignalsOfDataset("urn:dp:no:where");
      throw new AssertionError("an unknown dataset was found");
    } catch (ApiException e) {
      Problem problem = ApiClient.createDefaultObjectMapper().readValue(e.getResponseBody(), Problem.class);
      check("an unknown dataset", problem.getStatus() == 404, Map.of("problem", problem));
    }
  }
}
