package io.signalfactory;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The lines of the design that no single change may cross unseen. */
@AnalyzeClasses(
    packages = "io.signalfactory",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestkit.class
    })
class ArchitectureTest {

  /** Core's builders for tests come in a jar, which is not known to hold tests. */
  static final class DoNotIncludeTestkit implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/testkit/");
    }
  }

  private static final String ROOT = "io.signalfactory.";

  private static final String[] DOMAIN = {
    "io.signalfactory.text..",
    "io.signalfactory.time..",
    "io.signalfactory.schema..",
    "io.signalfactory.contract..",
    "io.signalfactory.rule..",
    "io.signalfactory.event..",
    "io.signalfactory.gate..",
    "io.signalfactory.evidence..",
    "io.signalfactory.baseline..",
    "io.signalfactory.deployment..",
    "io.signalfactory.revision..",
    "io.signalfactory.codec..",
    "io.signalfactory.tally..",
    "io.signalfactory.unique..",
    "io.signalfactory.past..",
    "io.signalfactory.query..",
    "io.signalfactory.readiness..",
    "io.signalfactory.signal.."
  };

  /** What ANTLR writes follows ANTLR's habits. */
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_ANTLR =
      describe(
          "written by ANTLR",
          type ->
              type.isAssignableTo("org.antlr.v4.runtime.Recognizer")
                  || type.isAssignableTo("org.antlr.v4.runtime.RuleContext"));

  /** Each package, and the packages that it may use; a package that is not listed is refused. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          room("text"),
          room("time"),
          room("schema"),
          room("contract", "text", "time"),
          room("contract.document", "contract", "text", "time"),
          room("event", "contract", "schema", "time"),
          room("event.json", "contract", "event", "time"),
          room("event.binary", "contract", "event", "time"),
          room("event.framed", "event", "event.json", "schema"),
          room("event.avro", "event", "event.binary", "event.framed", "schema"),
          room("event.protobuf", "event", "event.binary", "event.framed", "schema"),
          room("rule", "contract", "event", "text", "time"),
          room("gate", "contract", "rule", "event", "schema", "time"),
          room("evidence", "contract", "event", "gate", "time"),
          room("codec"),
          room("deployment", "codec", "text", "time"),
          room("revision", "codec", "time"),
          room("baseline", "contract"),
          room("tally", "codec", "gate"),
          room("unique", "codec", "tally"),
          room(
              "signal",
              "baseline",
              "codec",
              "contract",
              "deployment",
              "evidence",
              "gate",
              "tally",
              "text",
              "time"),
          room(
              "infer",
              "contract",
              "contract.document",
              "event",
              "event.json",
              "gate",
              "rule",
              "time"),
          room("sampling", "infer"),
          room("live"),
          room("lookback", "gate"),
          room("readiness", "codec", "tally"),
          room("past", "baseline", "codec", "signal", "tally"),
          room(
              "query",
              "contract",
              "contract.document",
              "deployment",
              "past",
              "readiness",
              "revision",
              "rule",
              "signal",
              "tally",
              "time"),
          room("checklist", "contract", "query", "signal", "tally"),
          room("config", "text"),
          room(
              "control",
              "codec",
              "config",
              "contract",
              "contract.document",
              "deployment",
              "revision",
              "rule",
              "tally",
              "text"),
          room("stream.kafka", "tally", "text"),
          room("logging", "text"),
          room("stream.report", "codec", "contract", "event", "gate", "stream.kafka", "tally"),
          room(
              "stream.unique",
              "contract",
              "gate",
              "stream.kafka",
              "stream.report",
              "tally",
              "unique"),
          room(
              "stream.enforce",
              "codec",
              "config",
              "contract",
              "event",
              "evidence",
              "gate",
              "stream.kafka",
              "stream.report",
              "stream.unique",
              "tally",
              "unique"),
          room("stream.sight", "query"),
          room(
              "stream.signals",
              "baseline",
              "codec",
              "contract",
              "deployment",
              "gate",
              "past",
              "query",
              "readiness",
              "signal",
              "stream.kafka",
              "stream.report",
              "stream.sight",
              "tally"),
          room(
              "stream",
              "codec",
              "config",
              "contract",
              "contract.document",
              "deployment",
              "event.json",
              "gate",
              "query",
              "registry",
              "registry.configured",
              "registry.formats",
              "revision",
              "rule",
              "stream.enforce",
              "stream.kafka",
              "stream.report",
              "stream.sight",
              "stream.signals",
              "stream.unique",
              "tally",
              "text",
              "unique"),
          room("registry", "schema"),
          room("registry.file", "registry", "schema"),
          room("registry.confluent", "registry", "schema"),
          room("registry.glue", "registry", "schema"),
          room(
              "registry.formats",
              "contract",
              "event.avro",
              "event.framed",
              "event.json",
              "event.protobuf",
              "gate",
              "registry",
              "registry.configured",
              "schema"),
          room(
              "registry.configured",
              "config",
              "contract",
              "registry",
              "registry.confluent",
              "registry.file",
              "registry.glue",
              "schema"),
          room("peer", "query"),
          room("server.http", "text"),
          room("server.page", "server.http"),
          room("server.cluster", "peer", "query", "server.http", "time"),
          room(
              "server.api",
              "checklist",
              "contract",
              "contract.document",
              "control",
              "deployment",
              "gate",
              "infer",
              "live",
              "lookback",
              "past",
              "peer",
              "query",
              "readiness",
              "revision",
              "sampling",
              "server.cluster",
              "server.http",
              "signal",
              "tally",
              "time"),
          room("tls", "config"),
          room(
              "server",
              "checklist",
              "config",
              "control",
              "gate",
              "live",
              "lookback",
              "peer",
              "query",
              "revision",
              "sampling",
              "server.api",
              "server.http",
              "server.page",
              "tls"),
          room("replay"),
          room(
              "backtest",
              "config",
              "contract",
              "contract.document",
              "event",
              "gate",
              "registry.configured",
              "registry.formats",
              "replay",
              "signal",
              "stream",
              "tally",
              "time"),
          room("local", "replay", "time"),
          room(
              "cli",
              "backtest",
              "config",
              "contract",
              "contract.document",
              "control",
              "deployment",
              "gate",
              "infer",
              "local",
              "query",
              "replay",
              "revision",
              "rule",
              "sampling",
              "server",
              "server.http",
              "signal",
              "stream",
              "text",
              "time",
              "tls"));

  @ArchTest
  static final ArchRule eachPackageUsesOnlyThoseBelowIt =
      classes().should(useOnlyWhatTheirPackageMay()).because("rooms have few doors");

  @ArchTest
  static final ArchRule onlyInstancesAndTheCommandLineAreHttpClients =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.signalfactory.peer..", "io.signalfactory.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.URL")
          .because("nobody can make the server ask an address of their choice");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.signalfactory.(**)").should().beFreeOfCycles();

  private static Map.Entry<String, Set<String>> room(String name, String... mayUse) {
    return Map.entry(name, Set.of(mayUse));
  }

  private static ArchCondition<JavaClass> useOnlyWhatTheirPackageMay() {
    return new ArchCondition<>("use only the packages that theirs may use") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String room = room(type);
        Set<String> mayUse = MAY_USE.get(room);
        if (mayUse == null) {
          events.add(violated(type, type.getName() + " is in a package that is not listed"));
          return;
        }
        for (Dependency use : type.getDirectDependenciesFromSelf()) {
          JavaClass used = use.getTargetClass();
          if (used.getPackageName().startsWith(ROOT)
              && !room(used).equals(room)
              && !mayUse.contains(room(used))) {
            events.add(violated(type, use.getDescription()));
          }
        }
      }
    };
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }

  @ArchTest
  static final ArchRule everyPackageIsCheckedForNulls =
      classes()
          .should(
              be(
                  describe(
                      "in a package with @NullMarked",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
          .because("NullAway skips other packages");

  @ArchTest
  static final ArchRule theDomainKnowsNoInfrastructure =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "kafka..",
              "org.rocksdb..",
              "io.javalin..",
              "io.micrometer..",
              "picocli..",
              "java.net..",
              "java.util.concurrent.locks..")
          .because("whoever asks what a breach is reads plain Java");

  @ArchTest
  static final ArchRule onlyLocalTouchesTheBrokersInternals =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.signalfactory.local..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
          .because("the broker is not on the class path of production");

  @ArchTest
  static final ArchRule onlyBacktestsKnowTheTestDriver =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.signalfactory.backtest..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "org\\.apache\\.kafka\\.streams\\.(TopologyTestDriver|Test(Input|Output)Topic|test\\..*)")
          .because("what production runs is tested by the driver and never driven by it");

  @ArchTest
  static final ArchRule onlyCommandsWriteToTheConsole =
      noClasses()
          .that(are(resideOutsideOfPackages("io.signalfactory.cli..", "io.signalfactory.local..")))
          .should(ACCESS_STANDARD_STREAMS)
          .because("standard output belongs to a command's results");

  @ArchTest
  static final ArchRule nobodyUsesJavaUtilLogging =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule theDomainIsToldTheTime =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .callMethodWhere(
              describe("it reads a clock of the machine", ArchitectureTest::readsClock))
          .because("the same record must give the same answer whenever it is read");

  private static boolean readsClock(JavaCall<?> call) {
    AccessTarget.CodeUnitCallTarget target = call.getTarget();
    JavaClass owner = target.getOwner();
    String method = target.getName();
    boolean onSystem =
        owner.isEquivalentTo(System.class) && method.matches("currentTimeMillis|nanoTime");
    boolean onTime =
        resideInAnyPackage("java.time..").test(owner)
            && method.equals("now")
            && target.getRawParameterTypes().stream().noneMatch(ArchitectureTest::isGivenClock);
    boolean makesClock =
        owner.isEquivalentTo(Clock.class)
            && method.matches("system.*|tick(Millis|Seconds|Minutes)");
    boolean makesSource = owner.isEquivalentTo(InstantSource.class) && method.equals("system");
    return onSystem || onTime || makesClock || makesSource;
  }

  private static boolean isGivenClock(JavaClass parameter) {
    return parameter.isAssignableTo(InstantSource.class);
  }

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat(DescribedPredicate.not(WRITTEN_BY_ANTLR))
          .should()
          .beFinal()
          .because("there is no global state");

  @ArchTest
  static final ArchRule nobodySharesWhatAnyoneCanChange =
      noFields()
          .that()
          .areStatic()
          .and()
          .areNotPrivate()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .and()
          .areDeclaredInClassesThat(DescribedPredicate.not(WRITTEN_BY_ANTLR))
          .should()
          .haveRawType(
              describe(
                  "an array, or a collection that can be changed", ArchitectureTest::isMutable))
          .because("there is no global state");

  /** List, Set and Map themselves may be unmodifiable ones; their implementations are not. */
  private static boolean isMutable(JavaClass type) {
    boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    return type.isArray()
        || (collection && !type.isInterface())
        || type.getName().startsWith("java.util.concurrent.atomic.");
  }
}
