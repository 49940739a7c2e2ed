package dev.millrace.load.run;

import dev.millrace.load.result.Distribution;
import dev.millrace.load.result.Mark;
import dev.millrace.load.result.Series;
import java.util.ArrayList;
import java.util.List;

/** What the repetitions of one variant have found so far; filled by them in turn. */
record VariantResult(
        MetricBook metrics,
        List<Distribution> distributions,
        List<Series> series,
        List<Mark> marks,
        List<String> notes) {
    static VariantResult empty() {
        return new VariantResult(
                new MetricBook(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
