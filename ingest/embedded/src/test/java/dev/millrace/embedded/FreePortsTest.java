package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void portsAreFreeBelowTheEphemeralOnesAndNeverTheSame() throws Exception {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            int port = FreePorts.next();
            assertThat(port).isBetween(20_000, 31_999);
            assertThat(seen.add(port)).as("port %d is new", port).isTrue();
        }
    }

    @Test
    void aPortThatIsTakenIsLeftOut() throws Exception {
        int coming = FreePorts.next() + 1;
        try (var taken = new ServerSocket(coming, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
            assertThat(FreePorts.next()).isNotEqualTo(coming);
        }
    }
}
