package dev.millrace.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.report.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleSummaryTest {
    @Test
    void columnsAreAlignedAndTheVerdictIsLast() {
        List<String> lines = ConsoleSummary.of(SampleRun.of(1, 3)).lines().toList();

        assertThat(lines.get(0)).matches("metric +median +min +max +unit +runs");
        int unit = lines.get(0).indexOf("unit");
        assertThat(lines.get(1).substring(unit)).startsWith("ms");
        assertThat(lines.get(3).substring(unit)).startsWith("events/s");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("FAIL one-worker-dies: 2 of 3 expectations met");
    }

    @Test
    void markdownHasARowForEachMetric() {
        assertThat(MarkdownTable.of(SampleRun.of(1, 3)).lines())
                .hasSize(2 + SampleRun.of(1, 3).metrics().size())
                .allMatch(line -> line.startsWith("| ") && line.endsWith(" |"));
    }

    @Test
    void namesCannotSteerTheTerminalOrBreakTheTable() {
        TextTable table = new TextTable(Column.text("a"), Column.number("b")).row("x\u001b[2Jy\n", "p|q");

        assertThat(table.plain()).isEqualTo("a          b\nx?[2Jy?  p|q\n");
        assertThat(table.markdown()).endsWith("| x?[2Jy? | p\\|q |\n");
        assertThatThrownBy(() -> table.row("one")).hasMessageContaining("1 cells, the table 2 columns");
    }

    @Test
    void numbersKeepAboutThreeDigits() {
        assertThat(Numbers.of(12_345.6)).isEqualTo("12,346");
        assertThat(Numbers.of(12.345)).isEqualTo("12.3");
        assertThat(Numbers.of(1.2345)).isEqualTo("1.23");
        assertThat(Numbers.of(.01234)).isEqualTo("0.012");
        assertThat(Numbers.of(.0001234)).isEqualTo("1.23e-04");
        assertThat(Numbers.of(2)).isEqualTo("2");
        assertThat(Numbers.of(Double.NaN)).isEqualTo("-");
        assertThat(Numbers.change(1.21)).isEqualTo("+21 %");
        assertThat(Numbers.change(.985)).isEqualTo("-1.5 %");
    }
}
