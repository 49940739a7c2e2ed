package dev.millrace.streams.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class ClusterJobTest {
    private static final Map<String, String> SETTINGS = Map.of("MILLRACE_KAFKA_BOOTSTRAP", "127.0.0.1:9");

    /** Takes the graph and runs nothing. */
    private static final class Taken extends StreamExecutionEnvironment {
        private final List<StreamGraph> graphs = new ArrayList<>();

        @Override
        public JobExecutionResult execute(StreamGraph graph) {
            graphs.add(graph);
            return new JobExecutionResult(new JobID(), 0, Map.of());
        }
    }

    @Test
    void theNamedJobIsHandedToTheClusterUnderItsName() throws Exception {
        for (String name : List.of("sensor-windows", "item-signals")) {
            var cluster = new Taken();
            ClusterJob.run(new String[] {name}, SETTINGS, cluster);

            StreamGraph graph = cluster.graphs.get(0);
            assertThat(graph.getJobName()).isEqualTo(name);
            assertThat(graph.getStreamNodes()).allSatisfy(ClusterJobTest::hasUid);
        }
    }

    @Test
    void aJobThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
        assertThatThrownBy(() -> ClusterJob.run(new String[] {"sensors"}, SETTINGS, new Taken()))
                .hasMessageContaining("[sensor-windows, item-signals]; got sensors");
    }

    private static void hasUid(StreamNode node) {
        assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull();
    }
}
