package io.signalfactory.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalfactory.rig.Child;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;
import org.openapitools.codegen.config.GlobalSettings;

/**
 * The description of the API is good enough for a program: a client that is generated from it, and
 * nothing else, works with an instance as users start it.
 */
class GeneratedClientIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void aGeneratedClientReadsAndChangesARunningInstance() throws Exception {
    // given
    try (Child instance = local()) {
      URI url = URI.create(instance.awaitLine("ready ", PATIENCE).split(" ", 2)[0]);
      awaitTraffic(url);
      Path classes = compiled(generated(described(url)));

      // when
      List<String> command = new ArrayList<>(Child.java(List.of(), GeneratedClientIT.class));
      command.remove(command.size() - 1);
      int path = command.indexOf("-cp") + 1;
      command.set(path, classes + System.getProperty("path.separator") + command.get(path));
      command.add("ClientScenario");
      command.add(url.toString());
      try (Child client = Child.start("client", command, folder.resolve("client.log"))) {
        // then
        client.awaitSuccess();
        assertThat(client.tail()).contains("all done");
      }
    }
  }

  private Child local() throws IOException {
    return Child.start(
        "instance",
        List.of("./signal-factory", "local", "--port", "0", "--bootstrap-port", "0"),
        folder.resolve("instance.log"));
  }

  private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  /** Until the demo's first orders have been judged. */
  private static void awaitTraffic(URI url) {
    URI state = url.resolve("/api/v1/signals/urn:dp:orders:created/freshness");
    URI evidence = url.resolve("/api/v1/evidence?dataset=urn:dp:orders:created&outcome=PASS");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                get(state).statusCode() == 200
                    && get(evidence).body().split("\"evidence_id\"", -1).length >= 5);
  }

  private Path described(URI url) throws IOException, InterruptedException {
    return Files.writeString(
        folder.resolve("openapi.json"), get(url.resolve("/openapi.json")).body());
  }

  private Path generated(Path description) {
    Path sources = folder.resolve("client");
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setInputSpec(description.toString())
            .setGeneratorName("java")
            .setLibrary("native")
            .setOutputDir(sources.toString())
            .setInvokerPackage("generated")
            .setApiPackage("generated.api")
            .setModelPackage("generated.model")
            .addAdditionalProperty("annotationLibrary", "none")
            .addAdditionalProperty("documentationProvider", "none")
            .addAdditionalProperty("openApiNullable", "false")
            .addAdditionalProperty("useJakartaEe", "true");
    for (String left : List.of("apiTests", "modelTests", "apiDocs", "modelDocs")) {
      GlobalSettings.setProperty(left, "false");
    }
    assertThat(new DefaultGenerator().opts(configurator.toClientOptInput()).generate())
        .isNotEmpty();
    return sources.resolve("src/main/java");
  }

  private Path compiled(Path sources) throws IOException {
    Path scenario = Path.of("client/src/test/resources/scenario/ClientScenario.java");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<Path> files = new ArrayList<>(List.of(scenario));
    try (Stream<Path> all = Files.walk(sources)) {
      all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  List.of("-proc:none", "-nowarn", "-d", classes.toString()),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(done).as(said.toString()).isTrue();
    }
    return classes;
  }
}
