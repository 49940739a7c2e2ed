package dev.millrace.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who may import whom; nothing here is frozen. */
class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace");

    private static final String INGEST = "dev.millrace.contracts..";
    private static final String KIT = "dev.millrace.servicekit..";
    private static final String EMBEDDED = "dev.millrace.embedded..";
    private static final String GRPC_KIT = "dev.millrace.grpckit..";
    private static final String TELEMETRY = "dev.millrace.telemetry..";
    private static final String OBSERVER = "dev.millrace.observer..";
    private static final String FEATURES = "dev.millrace.features..";
    private static final String STREAMS = "dev.millrace.streams..";
    private static final String CORE = "dev.millrace.streams.core..";
    private static final String INFERENCE = "dev.millrace.inference..";
    private static final String LOCAL = "dev.millrace.local..";
    private static final String CONSOLE = "dev.millrace.console..";
    private static final String LOAD = "dev.millrace.load..";
    private static final String SIMULATOR = "dev.millrace.scaler.simulate..";
    private static final String DASHBOARDS = "dev.millrace.dashboards..";
    private static final String SCALER = "dev.millrace.scaler..";

    @Test
    void everyModuleIsSeen() {
        assertThat(MAIN.stream().map(found -> found.getPackageName()).distinct())
                .contains(
                        "dev.millrace.contracts",
                        "dev.millrace.servicekit",
                        "dev.millrace.observer.lag",
                        "dev.millrace.features.redis",
                        "dev.millrace.features.rows",
                        "dev.millrace.features.views",
                        "dev.millrace.features.decorators",
                        "dev.millrace.features.history",
                        "dev.millrace.features.materializer",
                        "dev.millrace.features.serving",
                        "dev.millrace.features.feast",
                        "dev.millrace.streams.flink",
                        "dev.millrace.streams.kafka",
                        "dev.millrace.streams.core.anomaly",
                        "dev.millrace.inference.onnx",
                        "dev.millrace.inference.oip",
                        "dev.millrace.inference.rollout",
                        "dev.millrace.inference.worker.stream",
                        "dev.millrace.inference.worker.report",
                        "dev.millrace.inference.training",
                        "dev.millrace.scaler.decide",
                        "dev.millrace.scaler.server",
                        "dev.millrace.load.run",
                        "dev.millrace.scaler.simulate.world",
                        "dev.millrace.dashboards.boards",
                        "dev.millrace.console.web",
                        "dev.millrace.local.dlq",
                        "dev.millrace.local.control",
                        "dev.millrace.local.cli");
    }

    @Test
    void foldersDependInOneDirection() {
        check(noClasses()
                .that()
                .resideInAnyPackage(INGEST, TELEMETRY, KIT, EMBEDDED, GRPC_KIT, OBSERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FEATURES, STREAMS, INFERENCE, SCALER, LOCAL));
        check(noClasses()
                .that()
                .resideInAPackage(TELEMETRY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INGEST, KIT, OBSERVER));
        check(noClasses()
                .that()
                .resideInAPackage(FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STREAMS, INFERENCE, LOCAL));
        check(noClasses()
                .that()
                .resideInAPackage(STREAMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INFERENCE, LOCAL));
        check(noClasses()
                .that()
                .resideInAPackage(INFERENCE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.millrace.streams.kafka..", "dev.millrace.streams.flink..", LOCAL));
        // It sees what lies in Kafka, and changes it as the command line does: what runs it knows nothing of.
        check(noClasses()
                .that()
                .resideInAPackage(CONSOLE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        EMBEDDED,
                        FEATURES,
                        STREAMS,
                        LOAD,
                        SCALER,
                        "dev.millrace.local.cli..",
                        "dev.millrace.local.platform..",
                        "dev.millrace.local.demo.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CONSOLE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONSOLE));
        // It measures from outside: what it knew of the inside, it could not find wrong.
        check(noClasses()
                .that()
                .resideInAPackage(LOAD)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EMBEDDED, FEATURES, STREAMS, INFERENCE, LOCAL));
        check(noClasses()
                .that()
                .resideInAnyPackage(INGEST, KIT, EMBEDDED, GRPC_KIT, FEATURES, STREAMS, INFERENCE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(LOAD));
        // It replays the load driver's arrivals, but knows of workers and topics only what a scenario says.
        check(noClasses()
                .that()
                .resideInAPackage(SIMULATOR)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INGEST, EMBEDDED, FEATURES, STREAMS, INFERENCE, LOCAL, "org.apache.kafka.."));
        // What it knows of workers and loads lies in Kafka.
        check(noClasses()
                .that()
                .resideInAPackage(SCALER)
                .and()
                .resideOutsideOfPackage(SIMULATOR)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EMBEDDED, FEATURES, STREAMS, INFERENCE, LOCAL, LOAD));
        check(noClasses()
                .that()
                .resideInAnyPackage(INGEST, KIT, EMBEDDED, GRPC_KIT, FEATURES, STREAMS, INFERENCE, LOAD)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SCALER));
        check(noClasses()
                .that()
                .resideInAPackage(INGEST)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KIT));
    }

    /** They are made from names alone: what is measured decides, not who measures. */
    @Test
    void dashboardsKnowTheCatalogueAndTopicsOnly() {
        check(noClasses()
                .that()
                .resideInAPackage(DASHBOARDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        KIT,
                        EMBEDDED,
                        GRPC_KIT,
                        FEATURES,
                        STREAMS,
                        INFERENCE,
                        SCALER,
                        LOAD,
                        LOCAL,
                        "org.apache..",
                        "io.grpc.."));
    }

    @Test
    void packagesAreFreeOfCycles() {
        check(slices().matching("dev.millrace.(**)").should().beFreeOfCycles());
    }

    @Test
    void eachLibraryIsSeenByOneModule() {
        Map.ofEntries(
                        entry("io.lettuce..", "dev.millrace.features.redis.."),
                        entry("org.duckdb..", "dev.millrace.features.history.."),
                        entry("dev.feast..", "dev.millrace.features.feast.."),
                        entry("com.github.benmanes..", "dev.millrace.features.decorators.."),
                        entry("io.github.resilience4j..", "dev.millrace.features.decorators.."),
                        entry("ai.onnxruntime..", "dev.millrace.inference.onnx.."),
                        entry("org.apache.kafka.streams..", "dev.millrace.streams.kafka.."),
                        entry("org.apache.flink..", "dev.millrace.streams.flink.."),
                        entry("com.cronutils..", "dev.millrace.scaler.keda.."),
                        entry("org.tribuo..", "dev.millrace.inference.training.."),
                        entry("ai.onnx..", "dev.millrace.inference.training.."),
                        entry("picocli..", "dev.millrace.local.cli.."))
                .forEach((library, owner) -> check(noClasses()
                        .that()
                        .resideOutsideOfPackage(owner)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library)));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.millrace.dashboards.alerts..",
                        "dev.millrace.features.views..",
                        "dev.millrace.load.scenario..",
                        "dev.millrace.scaler.keda..",
                        "dev.millrace.scaler.simulate.scenario..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.dataformat.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.millrace.grpckit..",
                        "dev.millrace.inference.oip..",
                        "dev.millrace.features.serving..",
                        "dev.millrace.features.feast..",
                        "dev.millrace.scaler.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.grpc.."));
    }

    @Test
    void thePureCoreKnowsNoEngineClientOrLogger() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE, "dev.millrace.inference.rollout..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache..", "io.micrometer..", "org.slf4j..", "java.net..", "java.nio.file..", KIT));
    }

    @Test
    void whatDecidesOnReplicasKnowsNoClientOrLogger() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.millrace.scaler.decide..",
                        "dev.millrace.scaler.rate..",
                        "dev.millrace.scaler.forecast..",
                        "dev.millrace.scaler.keda..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.micrometer..", "org.slf4j..", "java.net..", INGEST, KIT));
    }

    @Test
    void onlyOneClassReadsTheClockAndNobodySleepsOrRollsUnseededDice() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.millrace.servicekit.Clocks")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now"));
        check(noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class));
    }

    @Test
    void onlyTheCommandLinePrints() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.millrace.local.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void onlyTheServiceShellAndTheCommandLineEndTheJvm() {
        DescribedPredicate<JavaMethodCall> exit = DescribedPredicate.describe(
                "System.exit", call -> call.getTarget().getFullName().startsWith("java.lang.System.exit("));
        check(noClasses()
                .that(DescribedPredicate.not(HasName.Predicates.nameMatching(
                        "dev\\.millrace\\.(servicekit\\.Service|local\\.cli\\.Millrace)")))
                .should()
                .callMethodWhere(exit));
    }

    @Test
    void everyProcessHasOneMain() {
        check(classes()
                .that()
                .haveSimpleNameEndingWith("Main")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.millrace.servicekit.Service"));
    }

    private static void check(ArchRule rule) {
        rule.check(MAIN);
    }
}
