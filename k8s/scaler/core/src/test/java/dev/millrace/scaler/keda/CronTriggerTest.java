package dev.millrace.scaler.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CronTriggerTest {
    private static final TriggerReading ON = TriggerReading.of(true, 4, 1);
    private static final TriggerReading OFF = TriggerReading.of(false, 1, 1);

    @Test
    void fromStartToEndItWantsItsReplicasElseOneAndIsNotActive() {
        CronTrigger trigger = trigger("55 17 * * *", "30 18 * * *", "Europe/Berlin");

        assertThat(trigger.read(berlin(20, 17, 54, 59))).isEqualTo(OFF);
        assertThat(trigger.read(berlin(20, 17, 55, 0))).isEqualTo(ON);
        assertThat(trigger.read(berlin(20, 18, 29, 59) + .9)).isEqualTo(ON);
        assertThat(trigger.read(berlin(20, 18, 30, 0))).isEqualTo(OFF);
        assertThat(trigger.read(berlin(21, 18, 0, 0))).isEqualTo(ON);
        assertThat(trigger.read(berlin(20, 18, 0, 0)))
                .as("a clock that goes back")
                .isEqualTo(ON);
        assertThat(trigger.read(berlin(20, 3, 0, 0))).isEqualTo(OFF);
    }

    @Test
    void aWindowMaySpanMidnightAndTheWeekend() {
        CronTrigger trigger = trigger("0 22 * * FRI", "0 6 * * MON", "Europe/Berlin");

        assertThat(trigger.read(berlin(20, 21, 59, 59))).as("a Friday").isEqualTo(OFF);
        assertThat(trigger.read(berlin(20, 22, 0, 0))).isEqualTo(ON);
        assertThat(trigger.read(berlin(22, 12, 0, 0))).isEqualTo(ON);
        assertThat(trigger.read(berlin(23, 6, 0, 0))).isEqualTo(OFF);
    }

    @Test
    void theTimeZoneCounts() {
        assertThat(trigger("0 18 * * *", "0 19 * * *", "Asia/Tokyo").read(berlin(20, 10, 30, 0)))
                .isEqualTo(ON);
    }

    @Test
    void settingsAreChecked() {
        refused("end", "30 18 * *", "end: '30 18 * *' is not a schedule of five fields");
        refused("start", "0 25 * * *", "start: '0 25 * * *' is not a schedule");
        refused("start", "30 18 * * *", "end: '30 18 * * *' is start as well");
        refused("timezone", "Europe/Berln", "timezone: 'Europe/Berln' is no time zone: did you mean Europe/Berlin?");
        refused("desiredReplicas", "0", "desiredReplicas: 0 is less than 1");
        refused("desiredReplicas", "many", "desiredReplicas: 'many' is not a whole number");
        refused("timeZone", "UTC", "unknown key timeZone: did you mean timezone?");
        assertThatThrownBy(() ->
                        CronTriggerSettings.of(Map.of("start", "0 1 * * *", "end", "0 2 * * *", "timezone", "UTC")))
                .hasMessage("desiredReplicas: missing");
    }

    private static void refused(String key, String value, String message) {
        var metadata = new HashMap<String, String>(
                Map.of("start", "55 17 * * *", "end", "30 18 * * *", "timezone", "UTC", "desiredReplicas", "4"));
        metadata.put(key, value);
        assertThatThrownBy(() -> CronTriggerSettings.of(metadata))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static double berlin(int day, int hour, int minute, int second) {
        return ZonedDateTime.of(2026, 11, day, hour, minute, second, 0, ZoneId.of("Europe/Berlin"))
                .toEpochSecond();
    }

    private static CronTrigger trigger(String start, String end, String zone) {
        return new CronTrigger(new CronTriggerSettings(start, end, ZoneId.of(zone), 4));
    }
}
