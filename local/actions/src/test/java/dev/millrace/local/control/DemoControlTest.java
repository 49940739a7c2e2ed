package dev.millrace.local.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoControlTest {
    @Test
    void whatIsWrittenIsRead() {
        var presence = new DemoPresence(5, true, List.of("pump-1"), true, 7, "pump-1");
        var order = new DemoOrder(DemoOrder.Kind.BREAK_SENSOR, 9, 20, "pump-1");
        var told = DemoControl.recordOf(presence);
        var given = DemoControl.recordOf(order);
        assertThat(DemoControl.presence(told.key(), told.value())).contains(presence);
        assertThat(DemoControl.order(told.key(), told.value())).isEmpty();
        assertThat(DemoControl.order(given.key(), given.value())).contains(order);
        assertThat(DemoControl.presence(given.key(), given.value())).isEmpty();
        assertThat(new String(given.value(), StandardCharsets.UTF_8)).contains("\"break-sensor\"");
    }

    @Test
    void whatCannotBeReadIsNoOrder() {
        byte[] key = "order".getBytes(StandardCharsets.UTF_8);
        for (String value : List.of("{", "{}", "{\"order\":\"burn\",\"at\":1,\"seconds\":1}", "[]")) {
            assertThat(DemoControl.order(key, value.getBytes(StandardCharsets.UTF_8)))
                    .as(value)
                    .isEmpty();
        }
    }

    @Test
    void anOrderHasABoundedLength() {
        assertThatThrownBy(() -> new DemoOrder(DemoOrder.Kind.FLASH_SALE, 1, 0, null))
                .hasMessageContaining("seconds 0");
        assertThatThrownBy(() -> new DemoOrder(DemoOrder.Kind.FLASH_SALE, 1, 301, null))
                .hasMessageContaining("seconds 301");
    }

    @Test
    void aDemoThatFellSilentIsGone() {
        var presence = new DemoPresence(1_000, true, List.of(), true, 0, null);
        assertThat(presence.fresh(5_999)).isTrue();
        assertThat(presence.fresh(6_000)).isFalse();
    }
}
