package dev.millrace.local.demo.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.SensorReading;
import dev.millrace.local.control.DemoOrder;
import dev.millrace.local.demo.traffic.TruthWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private final Orders orders = new Orders(List.of("b", "a"), true);

    @Test
    void ordersAreTakenWhileTheDemoIsLive() {
        assertThat(orders.take(sale(0, 20), 0)).isNull();
        orders.live(true);
        assertThat(orders.take(sale(0, 20), 0)).contains("20 s");
        assertThat(orders.sale(19_999)).isTrue();
        assertThat(orders.sale(20_000)).isFalse();
        assertThat(orders.presence(5).saleUntil()).isEqualTo(20_000);
        orders.live(false);
        assertThat(orders.sale(1)).isFalse();
    }

    @Test
    void anOrderThatIsOldOrForAnUnknownSensorIsLeft() {
        orders.live(true);
        assertThat(orders.take(sale(0, 20), 5_001)).isNull();
        assertThat(orders.take(fault(0, "c"), 0)).isNull();
        assertThat(new Orders(List.of(), false).take(sale(0, 1), 0)).isNull();
    }

    @Test
    void aBrokenSensorReadsFarOffUntilItsTimeIsOver() {
        orders.live(true);
        assertThat(orders.take(fault(0, null), 0)).contains("a is broken");
        assertThat(orders.reading(reading("a", 100), 1).values()).containsExactly(60, 3);
        assertThat(orders.reading(reading("b", 100), 1).values()).containsExactly(12, 3);
        assertThat(orders.reading(reading("a", 160), 9_999).values()[0]).isEqualTo(60);
        assertThat(orders.presence(9_999).brokenSensor()).isEqualTo("a");
        assertThat(orders.reading(reading("a", 220), 10_000).values()[0]).isEqualTo(12);
        assertThat(orders.presence(10_000).brokenSensor()).isNull();
        assertThat(orders.truth()).containsExactly(new TruthWindow("a", 100, 160, "ordered"));
    }

    @Test
    void aSecondFaultEndsTheFirst() {
        orders.live(true);
        orders.take(fault(0, "a"), 0);
        orders.reading(reading("a", 100), 1);
        orders.take(fault(2, "b"), 2);
        assertThat(orders.reading(reading("a", 160), 3).values()[0]).isEqualTo(12);
        assertThat(orders.reading(reading("b", 160), 3).values()[0]).isEqualTo(60);
        assertThat(orders.truth()).extracting(TruthWindow::sensorId).containsExactly("a", "b");
    }

    private static SensorReading reading(String sensor, long at) {
        return new SensorReading(sensor, at, new String[] {"t", "u"}, new double[] {12, 3}, null);
    }

    private static DemoOrder sale(long at, int seconds) {
        return new DemoOrder(DemoOrder.Kind.FLASH_SALE, at, seconds, null);
    }

    private static DemoOrder fault(long at, @org.jspecify.annotations.Nullable String sensor) {
        return new DemoOrder(DemoOrder.Kind.BREAK_SENSOR, at, 10, sensor);
    }
}
