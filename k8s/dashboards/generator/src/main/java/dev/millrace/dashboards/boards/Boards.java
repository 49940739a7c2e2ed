package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.grafana.Dashboard;
import java.util.List;

/** All dashboards, the one to open first in front. */
public final class Boards {
    private Boards() {}

    public static List<Dashboard> all() {
        return List.of(
                OverviewBoard.board(),
                LagBoard.board(),
                WorkersBoard.board(),
                FeaturesBoard.board(),
                ModelsBoard.board(),
                ScalingBoard.board(),
                EnginesBoard.board());
    }
}
