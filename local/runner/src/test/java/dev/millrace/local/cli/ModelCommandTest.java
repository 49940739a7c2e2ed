package dev.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.contracts.PromotionGate;
import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelAnnouncer;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.Publication;
import dev.millrace.inference.registry.Sha256;
import dev.millrace.local.training.Evaluation;
import dev.millrace.servicekit.KafkaClients;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T12:00:00.5Z"), ZoneOffset.UTC);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void publishTakesStageTrafficAndGate() {
        ModelPublishCommand parsed =
                publish("--stage", "canary", "--traffic", ".2", "--gate", "min-samples=200,max-psi=.1");
        assertThat(parsed.stage).isEqualTo(Stage.CANARY);
        assertThat(parsed.traffic).isEqualTo(.2);
        assertThat(parsed.gate).isEqualTo(new PromotionGate(200, 1.5, .05, .99, .1));
        assertThat(publish("--gate", "default").gate).isEqualTo(PromotionGate.defaults());
        assertThat(publish().gate).isNull();
    }

    @Test
    void theGateThatHelpShowsIsTheDefaultAndIsReadBack() {
        assertThat(run("model", "publish", "--help")).isZero();
        assertThat(out.toString()).contains(ModelGate.text(PromotionGate.defaults()));
        assertThat(new ModelGate().convert(ModelGate.text(PromotionGate.defaults())))
                .isEqualTo(PromotionGate.defaults());
    }

    @Test
    void aMisspeltLimitIsWrongUsageThatNamesTheRightOnes() {
        assertThat(run("model", "publish", "m", "f", "--stage", "shadow", "--gate", "min-sample=5,max-psi=.1"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("'min-sample' is no limit of a gate")
                .contains("min-samples=..., max-latency-ratio=..., max-disagreement=..., min-quality=..., max-psi=...");
    }

    @Test
    void whatCannotBeMeantIsWrongUsageBeforeAnythingIsOpened() {
        wrongUsage("min-samples: 'many' is not a whole number", "--stage", "shadow", "--gate", "min-samples=many");
        wrongUsage("gate.minQuality: 99.0 is not a share", "--stage", "shadow", "--gate", "min-quality=99");
        wrongUsage("'max-psi' is given twice", "--stage", "shadow", "--gate", "max-psi=1,max-psi=2");
        wrongUsage("'' is no limit of a gate", "--stage", "shadow", "--gate", "max-psi=1,");
        wrongUsage(
                "traffic: 0.3 is for a canary only, a shadow version takes none",
                "--stage",
                "shadow",
                "--traffic",
                ".3");
        wrongUsage("traffic: 1.5 is not a share of the keys", "--stage", "canary", "--traffic", "1.5");
        wrongUsage("gate: a live version has none", "--gate", "default");
    }

    @Test
    void publicationRefusesAReportThatDidNotPassOrIsOfAnotherFile(@TempDir Path folder) throws Exception {
        Path onnx = Files.writeString(folder.resolve("m.onnx"), "one");
        Path report = folder.resolve("r.json");
        String sha256 = Sha256.of(onnx);

        Files.write(report, Evaluation.CODEC.encode(evaluation("m", sha256, .2)));
        assertThat(run("model", "publish", "m", onnx.toString(), "--report", report.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is not published: m: F1 0.2000, v3 0.3000 (margin 0.0100): worse");

        for (Evaluation other : List.of(evaluation("m", "0".repeat(64), .4), evaluation("n", sha256, .4))) {
            Files.write(report, Evaluation.CODEC.encode(other));
            assertThat(run("model", "publish", "m", onnx.toString(), "--report", report.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("is of another file of model " + other.model());
        }
    }

    private static Evaluation evaluation(String model, String sha256, double candidate) {
        return new Evaluation(model, sha256, "F1", candidate, "v3", .3, .01, Map.of());
    }

    @Test
    void versionsArePromotedRolledBackAndListedOnARunningCluster(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("kafka")))) {
            broker.createTopics(Topics.all(List.of()));
            KafkaClients clients = KafkaClients.of(broker.bootstrap(), Map.of());
            var registry =
                    new ModelRegistry(clients, new FileArtifactStore(folder.resolve("m")), ModelCheck.none(), CLOCK);
            String hash = registry.publish(Publication.live("m"), "one".getBytes(UTF_8))
                    .artifact()
                    .sha256();
            registry.publish(
                    new Publication("m", Stage.CANARY, "better", Map.of(), .25, PromotionGate.defaults()),
                    "two".getBytes(UTF_8));
            registry.publish(Publication.live("other"), "three".getBytes(UTF_8));
            try (var announcer = new ModelAnnouncer(clients)) {
                announcer.event(ModelEvent.refused("m", "v2", "memory", "needs 3 GiB", "worker-0", CLOCK.millis()));
                announcer.event(ModelEvent.serving("m", "v1", "worker-0", CLOCK.millis()));
                announcer.event(ModelEvent.serving("m", "v1", "worker-1", CLOCK.millis()));
            }
            String[] cluster = {"--bootstrap", broker.bootstrap(), "--data-dir", folder.toString()};

            assertThat(on(cluster, "model", "list", "m")).isZero();
            assertThat(out.toString().lines())
                    .containsExactly(
                            "MODEL            VERSION  STAGE      TRAFFIC  SHA-256   CREATED               DESCRIPTION",
                            "m                v1       live          100%  " + hash.substring(0, 8)
                                    + "  2026-01-31T12:00:00Z  ",
                            "    served by worker-0, worker-1",
                            "m                v2       canary         25%  3fc4ccfe  2026-01-31T12:00:00Z  better",
                            "    gate: " + ModelGate.text(PromotionGate.defaults()),
                            "    refused by worker-0 at 2026-01-31T12:00:00Z (memory): needs 3 GiB");

            assertThat(on(cluster, "model", "promote", "m", "v2")).isZero();
            assertThat(out.toString()).contains("m v2 is live");
            try (var announcer = new ModelAnnouncer(clients)) {
                announcer.event(ModelEvent.serving("m", "v2", "worker-1", CLOCK.millis()));
            }
            assertThat(on(cluster, "model", "list", "m")).isZero();
            assertThat(out.toString())
                    .contains("m                v1       replaced        0%  ")
                    .contains("m                v2       live          100%  ")
                    .contains("    served by worker-0" + System.lineSeparator())
                    .contains("    served by worker-1" + System.lineSeparator());
            assertThat(on(cluster, "model", "rollback", "m")).isZero();
            assertThat(out.toString()).contains("m v2 is retired", "m v1 is live again");
            assertThat(on(cluster, "model", "list")).isZero();
            assertThat(out.toString())
                    .contains("    rolled back by hand to v1", "    serves again after the roll-back of v2", "other");

            assertThat(on(cluster, "model", "rollback", "m", "v2")).isEqualTo(1);
            assertThat(err.toString()).contains("millrace: m/v2 is retired already");
            assertThat(on(cluster, "model", "promote", "m", "v7")).isEqualTo(1);
            assertThat(err.toString()).contains("there is no m/v7").contains("m has v2, v1");
        }
    }

    private void wrongUsage(String message, String... options) {
        err.getBuffer().setLength(0);
        var args = new String[options.length + 4];
        System.arraycopy(new String[] {"model", "publish", "m", "f"}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        assertThat(run(args)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private int on(String[] cluster, String... command) {
        out.getBuffer().setLength(0);
        var args = new String[command.length + cluster.length];
        System.arraycopy(command, 0, args, 0, command.length);
        System.arraycopy(cluster, 0, args, command.length, cluster.length);
        return run(args);
    }

    private int run(String... args) {
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setUsageHelpWidth(120)
                .setUsageHelpAutoWidth(false)
                .execute(args);
    }

    private static ModelPublishCommand publish(String... options) {
        var args = new String[options.length + 2];
        args[0] = "m";
        args[1] = "f";
        System.arraycopy(options, 0, args, 2, options.length);
        var command = new ModelPublishCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return command;
    }
}
