package dev.millrace.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.SensorReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensorFilesTest {
    private static final long NOW = 1_760_000_000_000L;

    private final List<String> problems = new ArrayList<>();
    private final Path folder;

    SensorFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void semicolonsQuotesAndTruthColumnsAreUnderstood() throws IOException {
        Path file = write(
                "valve.csv",
                "datetime;Voltage;\"Volume; Flow\";anomaly;changepoint",
                "2020-03-09 10:14:33;233.0;32.5;0.0;0.0",
                "2020-03-09 10:14:34;234.0;33.5;1.0;1.0",
                "2020-03-09 10:14:35;235.0;34.5;1.0;0.0",
                "2020-03-09 10:14:36;236.0;35.5;0.0;0.0");
        SensorTraffic traffic = read(null, .25, file);
        SensorReading first = traffic.history().events().next().event();
        assertThat(first.sensorId()).isEqualTo("valve");
        assertThat(first.channels()).containsExactly("Voltage", "Volume; Flow");
        assertThat(first.values()).containsExactly(233, 32.5);
        assertThat(traffic.history().count()).isEqualTo(1);
        assertThat(traffic.live().count()).isEqualTo(3);
        assertThat(traffic.truth())
                .containsExactly(new TruthWindow(
                        "valve", first.timestamp() + 1000, first.timestamp() + 2000, TruthWindow.LABELLED));
        assertThat(traffic.judgedReadings()).isEqualTo(4);
    }

    @Test
    void channelsAreSortedByNameWithTheirValues() throws IOException {
        Path file = write("a.csv", "b,time,a", "2,1397114100,1", "4,1397114160,3");
        SensorReading first = read(null, .5, file).history().events().next().event();
        assertThat(first.channels()).containsExactly("a", "b");
        assertThat(first.values()).containsExactly(1, 2);
        assertThat(first.timestamp()).isEqualTo(1_397_114_100_000L);
    }

    @Test
    void labelsOfTheNabFormNameTheFileWithOrWithoutFolder() throws IOException {
        Path a = write("a.csv", "timestamp,value", "2014-04-10 07:00:00,1", "2014-04-10 07:05:00,2");
        Path b = write("b.csv", "timestamp,value", "2014-04-10 07:00:00,1", "2014-04-10 07:05:00,2");
        Path labels = write(
                "labels.json",
                "{\"real/a.csv\": [[\"2014-04-10 07:05:00.000000\", \"2014-04-10 07:05:00.000000\"]], \"b.csv\": []}");
        SensorTraffic traffic = read(labels, .5, a, b);
        assertThat(traffic.truth()).hasSize(1);
        assertThat(traffic.truth()).extracting(TruthWindow::sensorId).containsExactly("a");
        assertThat(traffic.judgedReadings()).isEqualTo(4);
    }

    @Test
    void withoutLabelsNothingIsKnown() throws IOException {
        Path file = write("a.csv", "timestamp,value", "2014-04-10 07:00:00,1", "2014-04-10 07:05:00,2");
        assertThat(read(null, .5, file).truth()).isNull();
    }

    @Test
    void filesOfDifferentYearsReplaySideBySide() throws IOException {
        Path old = write("old.csv", "timestamp,value", "1000000000,1", "1000000060,2", "1000000120,3");
        Path young = write("young.csv", "timestamp,value", "1400000000,1", "1400000060,2", "1400000120,3");
        SensorTraffic traffic = read(null, .34, old, young);
        var order = new ArrayList<String>();
        traffic.live()
                .events()
                .forEachRemaining(planned -> order.add(planned.event().sensorId()));
        assertThat(order).containsExactly("old", "young", "old", "young");
        assertThat(traffic.history().count()).isEqualTo(2);
    }

    @Test
    void rowsOutOfOrderAreSorted() throws IOException {
        Path file = write("a.csv", "timestamp,value", "1000000120,3", "1000000000,1", "1000000060,2");
        var values = new ArrayList<Double>();
        SensorTraffic traffic = read(null, .34, file);
        traffic.history().events().forEachRemaining(p -> values.add(p.event().values()[0]));
        traffic.live().events().forEachRemaining(p -> values.add(p.event().values()[0]));
        assertThat(values).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void aBadRowIsLeftOutAndNamedWithItsLine() throws IOException {
        var lines = new ArrayList<>(List.of("timestamp,value"));
        for (int i = 0; i < 20; i++) {
            lines.add((1_000_000_000 + i * 60) + "," + (i == 4 ? "broken" : i));
        }
        SensorTraffic traffic = read(null, .5, write("a.csv", lines.toArray(String[]::new)));
        assertThat(traffic.history().count() + traffic.live().count()).isEqualTo(19);
        assertThat(problems).containsExactly("a.csv line 6: column 'value' is not a number: 'broken'");
    }

    @Test
    void aFileOfBadRowsIsRefused() throws IOException {
        Path file = write("a.csv", "timestamp,value", "1000000000,x", "1000000060,2");
        assertThatThrownBy(() -> read(null, .5, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.csv line 2");
    }

    @Test
    void aFileWithoutChannelsOrRowsIsRefused() throws IOException {
        Path noChannel = write("a.csv", "timestamp,anomaly", "1000000000,1");
        Path noRows = write("b.csv", "timestamp,value");
        Path empty = write("c.csv");
        assertThatThrownBy(() -> read(null, .5, noChannel)).hasMessageContaining("no channel");
        assertThatThrownBy(() -> read(null, .5, noRows)).hasMessageContaining("no rows");
        assertThatThrownBy(() -> read(null, .5, empty)).hasMessageContaining("c.csv is empty");
    }

    private SensorTraffic read(@Nullable Path labels, double trainFraction, Path... files) {
        return SensorFiles.read(List.of(files), labels, trainFraction, "", NOW, problems::add);
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
