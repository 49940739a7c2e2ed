package dev.millrace.dashboards;

import dev.millrace.dashboards.alerts.RulesYaml;
import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.boards.Boards;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.GrafanaJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the dashboards and rules that are checked in: {@code GenerateDashboards k8s [address of the runbook]}.
 */
public final class GenerateDashboards {
    private GenerateDashboards() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2) {
            throw new IllegalArgumentException(
                    "give the folder k8s of the checkout, and where the runbook is served if it is");
        }
        for (Map.Entry<Path, String> file :
                files(args.length == 2 ? args[1] : Runbook.BASE).entrySet()) {
            Files.writeString(Path.of(args[0]).resolve(file.getKey()), file.getValue());
        }
    }

    /** Path below {@code k8s}, and content. */
    static Map<Path, String> files(String runbookBase) {
        var files = new LinkedHashMap<Path, String>();
        for (Dashboard board : Boards.all()) {
            files.put(Path.of("dashboards", board.name() + ".json"), GrafanaJson.text(board, runbookBase));
        }
        files.put(Path.of("alerts", "rules.yaml"), RulesYaml.plain(runbookBase));
        files.put(Path.of("alerts", "prometheusrule.yaml"), RulesYaml.resource(runbookBase));
        return files;
    }
}
