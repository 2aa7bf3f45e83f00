package io.signalfactory;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;

/** The lines of the design that no single change may cross unseen. */
@AnalyzeClasses(packages = "io.signalfactory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] DOMAIN = {
    "io.signalfactory.contract..",
    "io.signalfactory.rule..",
    "io.signalfactory.event..",
    "io.signalfactory.gate..",
    "io.signalfactory.evidence..",
    "io.signalfactory.baseline..",
    "io.signalfactory.signal.."
  };

  /** What ANTLR writes follows ANTLR's habits. */
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_ANTLR =
      describe(
          "written by ANTLR",
          type ->
              type.isAssignableTo("org.antlr.v4.runtime.Recognizer")
                  || type.isAssignableTo("org.antlr.v4.runtime.RuleContext"));

  @ArchTest
  static final ArchRule eachLayerUsesOnlyThoseBelowIt =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("contract")
          .definedBy("io.signalfactory.contract..")
          .layer("rule")
          .definedBy("io.signalfactory.rule..")
          .layer("event")
          .definedBy("io.signalfactory.event..")
          .layer("gate")
          .definedBy("io.signalfactory.gate..")
          .layer("evidence")
          .definedBy("io.signalfactory.evidence..")
          .layer("baseline")
          .definedBy("io.signalfactory.baseline..")
          .layer("signal")
          .definedBy("io.signalfactory.signal..")
          .layer("config")
          .definedBy("io.signalfactory.config..")
          .layer("stream")
          .definedBy("io.signalfactory.stream..")
          // a package to come
          .optionalLayer("registry")
          .definedBy("io.signalfactory.registry..")
          // a package to come
          .optionalLayer("server")
          .definedBy("io.signalfactory.server..")
          .layer("replay")
          .definedBy("io.signalfactory.replay..")
          .layer("backtest")
          .definedBy("io.signalfactory.backtest..")
          .layer("local")
          .definedBy("io.signalfactory.local..")
          .layer("cli")
          .definedBy("io.signalfactory.cli..")
          .whereLayer("contract")
          .mayNotAccessAnyLayer()
          .whereLayer("rule")
          .mayOnlyAccessLayers("contract")
          .whereLayer("event")
          .mayOnlyAccessLayers("contract", "rule")
          .whereLayer("gate")
          .mayOnlyAccessLayers("contract", "rule", "event")
          .whereLayer("evidence")
          .mayOnlyAccessLayers("contract", "rule", "event", "gate")
          .whereLayer("baseline")
          .mayOnlyAccessLayers("contract")
          .whereLayer("signal")
          .mayOnlyAccessLayers("contract", "rule", "event", "gate", "evidence", "baseline")
          .whereLayer("config")
          .mayNotAccessAnyLayer()
          .whereLayer("registry")
          .mayOnlyAccessLayers("contract", "rule", "event", "gate", "config")
          .whereLayer("stream")
          .mayOnlyAccessLayers(
              "contract",
              "rule",
              "event",
              "gate",
              "evidence",
              "baseline",
              "signal",
              "config",
              "registry")
          .whereLayer("server")
          .mayOnlyBeAccessedByLayers("local", "cli")
          .whereLayer("replay")
          .mayNotAccessAnyLayer()
          .whereLayer("replay")
          .mayOnlyBeAccessedByLayers("local", "backtest", "cli")
          .whereLayer("backtest")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("local")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.signalfactory.(*)..").should().beFreeOfCycles();

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
