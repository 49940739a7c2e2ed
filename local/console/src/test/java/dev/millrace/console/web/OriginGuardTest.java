package dev.millrace.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginGuardTest {
    private static final String JSON = "application/json";

    private final OriginGuard guard = new OriginGuard(List.of("Console.Example"));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8088", "127.0.0.1:1", "[::1]:8088", "[::1]", "console.example:443"})
    void loopbackAndNamedHostsAreServed(String host) {
        assertThat(guard.refusesRead(host)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "evil.example", "evil.example:8088", "127.0.0.1.evil.example", "localhost.evil.example:80"})
    void aNameThatWasBoundToThisAddressIsNot(String host) {
        assertThat(guard.refusesRead(host)).contains("console.allowed-hosts");
        assertThat(guard.refusesChange(host, "http://" + host, JSON)).isNotNull();
        assertThat(guard.refusesRead(null)).isNotNull();
    }

    @Test
    void onlyTheOwnPageChanges() {
        assertThat(guard.refusesChange("localhost:8088", "http://localhost:8088", JSON))
                .isNull();
        assertThat(guard.refusesChange("localhost:8088", "http://localhost:8088", "application/json; charset=utf-8"))
                .isNull();
        for (String origin : new String[] {null, "null", "http://localhost:9999", "http://evil.example", ":", ""}) {
            assertThat(guard.refusesChange("localhost:8088", origin, JSON))
                    .as(String.valueOf(origin))
                    .contains("own page");
        }
    }

    @Test
    void aFormIsNoChange() {
        for (String type :
                new String[] {null, "text/plain", "application/x-www-form-urlencoded", "application/jsonx"}) {
            assertThat(guard.refusesChange("localhost:8088", "http://localhost:8088", type))
                    .contains("application/json");
        }
    }
}
