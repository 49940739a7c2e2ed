package dev.millrace.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.dashboards.alerts.Alert;
import dev.millrace.dashboards.alerts.Rules;
import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.boards.Boards;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.GrafanaJson;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.Catalog;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import dev.millrace.telemetry.catalog.StageMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every dashboard. */
class DashboardsTest {
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(#([^)]*)\\)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyPanelSaysWhatItTellsInWhichUnitAndLeadsToItsLineOfTheRunbook() throws IOException {
        String runbook = Files.readString(GeneratedFilesTest.K8S.resolve("alerts/RUNBOOK.md"));
        Set<String> anchors = HEADING.matcher(runbook)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        for (Dashboard board : Boards.all()) {
            assertThat(board.panels()).allSatisfy(panel -> {
                assertThat(panel.description()).as(panel.title()).endsWith(".");
                assertThat(panel.targets()).as(panel.title()).isNotEmpty();
                assertThat(anchors).as(panel.title()).contains(panel.runbook());
            });
        }
        assertThat(Rules.alerts()).extracting(Alert::runbook).isSubsetOf(anchors);
        assertThat(LINK.matcher(runbook).results().map((MatchResult link) -> link.group(1)))
                .isSubsetOf(anchors);
    }

    @Test
    void everyMetricOfTheCatalogueIsSomewhereOnADashboard() {
        var shown = new HashSet<Metric>();
        Boards.all().forEach(board -> board.panels().forEach(panel -> panel.targets()
                .forEach(target -> shown.addAll(target.expr().metrics()))));
        assertThat(shown).containsAll(Catalog.all());
    }

    @Test
    void titlesAreUniqueOnADashboardAndAddressesAmongThem() {
        assertThat(Boards.all()).extracting(Dashboard::uid).doesNotHaveDuplicates();
        for (Dashboard board : Boards.all()) {
            assertThat(board.panels().map(Panel::title)).as(board.title()).doesNotHaveDuplicates();
        }
    }

    @Test
    void panelsDoNotOverlapAndStayInsideOfTheGrid() throws IOException {
        for (Dashboard board : Boards.all()) {
            var taken = new HashSet<String>();
            var ids = new HashSet<Integer>();
            for (JsonNode panel : JSON.readTree(GrafanaJson.text(board, "r")).get("panels")) {
                assertThat(ids.add(panel.get("id").asInt())).isTrue();
                JsonNode at = panel.get("gridPos");
                assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
                for (int x = 0; x < at.get("w").asInt(); x++) {
                    for (int y = 0; y < at.get("h").asInt(); y++) {
                        assertThat(taken.add((at.get("x").asInt() + x) + "/"
                                        + (at.get("y").asInt() + y)))
                                .as(board.name() + " " + panel.get("title"))
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void everyChoiceIsUsedAndEveryChoiceThatIsUsedIsOffered() {
        for (Dashboard board : Boards.all()) {
            String queries = board.panels()
                    .flatMap(panel -> panel.targets().stream())
                    .map(target -> target.expr().text().replace(Prom.PANEL, ""))
                    .collect(Collectors.joining("\n"));
            Set<String> used = Pattern.compile("\\$(\\w+)")
                    .matcher(queries)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toSet());
            assertThat(board.variables().stream().map(variable -> variable.label()))
                    .as(board.name())
                    .containsExactlyInAnyOrderElementsOf(used);
        }
    }

    @Test
    void noDataSourceAndNoAddressIsFixed() throws IOException {
        for (Dashboard board : Boards.all()) {
            JsonNode file = JSON.readTree(GrafanaJson.text(board, "https://runbooks.example/"));
            assertThat(file.findValuesAsText("uid"))
                    .filteredOn(uid -> !uid.equals(board.uid()))
                    .containsOnly("${datasource}");
            assertThat(file.get("id")).as("Grafana gives it").isNull();
            assertThat(file.findValuesAsText("url")).allMatch(url -> url.startsWith("${runbook_base}#"));
        }
    }

    @Test
    void aLegendThatNamesALabelThatTheQueryHasNotIsRefused() {
        assertThatThrownBy(() -> Panel.lines("Lag", Unit.SECONDS, Runbook.TRAFFIC, "Lag.")
                        .show(Prom.maxBy(Prom.of(ObserverMetrics.LAG_SECONDS).now(), "group"), "{{topic}}"))
                .hasMessageContaining("{{topic}}")
                .hasMessageContaining("[group]");
    }

    @Test
    void theObjectiveIsABoundOfTheHistogramAsTheRegistryWritesIt() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        StageMetrics.STAGE.timer(registry, "users", "m", "total");
        assertThat(registry.scrape()).contains("stage=\"total\",le=\"2.0\"}");
        assertThat(GrafanaJson.text(Boards.all().get(0), "r")).contains("le='2.0'");
    }
}
