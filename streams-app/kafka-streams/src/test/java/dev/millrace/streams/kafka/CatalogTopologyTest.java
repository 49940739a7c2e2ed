package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.NOW;
import static dev.millrace.streams.kafka.Drive.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.features.FeatureRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTopologyTest {
    private static final long MILLIS = 1_700_000_000_123L;

    @Test
    void itemBecomesAFeatureRowAndItsRemovalARowOfNulls(@TempDir Path folder) throws Exception {
        try (var drive = new Drive(folder)) {
            drive.send(
                    Topics.ITEM_CATALOG,
                    "i1",
                    Inputs.write(new CatalogItem("i1", "Heat", List.of("crime", "drama"), Map.of())),
                    MILLIS);
            drive.send(Topics.ITEM_CATALOG, "i1", null, MILLIS);
            List<TestRecord<byte[], byte[]>> rows = drive.read(Topics.FEATURES);
            FeatureRow item = FeatureRow.parseFrom(rows.get(0).value());
            assertThat(rows.get(0).key()).isEqualTo(utf8("i1"));
            assertThat(rows.get(0).timestamp()).isEqualTo(NOW);
            assertThat(item.getFeatureView()).isEqualTo("item_catalog");
            assertThat(item.getJoinKeys(0).getName()).isEqualTo("item_id");
            assertThat(item.getJoinKeys(0).getValue().getStringVal()).isEqualTo("i1");
            assertThat(item.getFeatures(0).getName()).isEqualTo("title");
            assertThat(item.getFeatures(0).getValue().getStringVal()).isEqualTo("Heat");
            assertThat(item.getFeatures(1).getName()).isEqualTo("categories");
            assertThat(item.getFeatures(1).getValue().getStringListVal().getValList())
                    .containsExactly("crime", "drama");
            assertThat(item.getEventTime()).isEqualTo(time(1_700_000_000L, 123_000_000));
            FeatureRow removed = FeatureRow.parseFrom(rows.get(1).value());
            assertThat(removed.getFeaturesList())
                    .extracting(FeatureRow.Feature::getName)
                    .containsExactly("title", "categories");
            assertThat(removed.getFeaturesList())
                    .allMatch(feature -> feature.getValue().getSerializedSize() == 0);
            assertThat(removed.getEventTime())
                    .as("later than the row of the same millisecond")
                    .isEqualTo(time(1_700_000_000L, 123_000_001));
        }
    }

    private static Timestamp time(long seconds, int nanos) {
        return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    }
}
