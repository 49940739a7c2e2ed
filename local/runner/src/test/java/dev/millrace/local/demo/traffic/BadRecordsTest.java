package dev.millrace.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Topics;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BadRecordsTest {
    private static final long NOW = 1_760_000_000_000L;

    @Test
    void everyBadRecordIsRefusedByTheContract() {
        for (BadRecord bad : BadRecords.ofSensors(NOW)) {
            assertThatThrownBy(() -> read(bad)).as(bad.what()).isInstanceOf(InvalidRecordException.class);
        }
        for (BadRecord bad : BadRecords.ofUsers(NOW)) {
            assertThatThrownBy(() -> read(bad)).as(bad.what()).isInstanceOf(InvalidRecordException.class);
        }
    }

    @Test
    void everyKindOfBadInputIsAmongThem() {
        Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
        for (BadRecord bad : BadRecords.ofSensors(NOW)) {
            try {
                read(bad);
            } catch (InvalidRecordException e) {
                kinds.add(e.kind());
            }
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        ErrorKind.MALFORMED,
                        ErrorKind.WRONG_TYPE,
                        ErrorKind.NOT_FINITE,
                        ErrorKind.MISSING_KEY,
                        ErrorKind.OVERSIZE,
                        ErrorKind.FUTURE_TIME);
    }

    private static Object read(BadRecord bad) throws InvalidRecordException {
        return switch (bad.topic()) {
            case Topics.SENSOR_READINGS -> Inputs.readSensorReading(bad.key(), bad.value(), NOW);
            case Topics.USER_EVENTS -> Inputs.readUserEvent(bad.key(), bad.value(), NOW);
            case Topics.ITEM_CATALOG -> Inputs.readCatalogItem(bad.key(), bad.value());
            default -> Inputs.readRecommendationRequest(bad.key(), bad.value(), NOW);
        };
    }
}
