package dev.millrace.observer.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.observer.snapshot.ModelState;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions that are not retired, of the topic {@code models}. The newest entry of a stage rules it: an older one in the same stage counts no
 * more, but for candidates, of which there may be several.
 */
public final class ModelStages {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStages.class);

    /** Series of one model: versions before the newest few matter to nobody who looks at a dashboard. */
    private static final int MOST_VERSIONS = 20;

    private final MultiGauge stages;
    private final MultiGauge traffic;

    /** By key, oldest entry first. */
    private final Map<String, ModelEntry> entries = new LinkedHashMap<>();

    public ModelStages(MeterRegistry registry) {
        this.stages = ObserverMetrics.MODEL_STAGE.gauges(registry);
        this.traffic = ObserverMetrics.MODEL_TRAFFIC.gauges(registry);
    }

    public void add(ConsumerRecord<byte[], byte[]> one) {
        String key = one.key() == null ? "" : new String(one.key(), UTF_8);
        if (ModelEvent.isKey(key)) {
            return;
        }
        try {
            ModelEntry entry = one.value() == null ? null : ModelEntry.CODEC.decode(one.value());
            entries.remove(key);
            if (entry != null && entry.stage() != Stage.RETIRED) {
                entries.put(key, entry);
            }
        } catch (InvalidRecordException e) {
            LOG.debug("a record of the models is no entry: {}", e.getMessage());
        }
    }

    /** By name and version; the gauges tell the same from now on. */
    public List<ModelState> look() {
        var found = new ArrayList<ModelState>();
        var ruled = new HashSet<String>();
        var versions = new HashMap<String, Integer>();
        List<ModelEntry> newestFirst = new ArrayList<>(entries.values());
        Collections.reverse(newestFirst);
        for (ModelEntry entry : newestFirst) {
            String stage = entry.stage().name().toLowerCase(Locale.ROOT);
            boolean rules = entry.stage() == Stage.CANDIDATE || ruled.add(entry.name() + "/" + stage);
            if (rules && versions.merge(entry.name(), 1, Integer::sum) <= MOST_VERSIONS) {
                found.add(new ModelState(entry.name(), entry.version(), stage, entry.traffic()));
            }
        }
        found.sort(Comparator.comparing(ModelState::name).thenComparing(ModelState::version));
        tell(found);
        return found;
    }

    private void tell(List<ModelState> found) {
        var stageRows = new ArrayList<MultiGauge.Row<?>>();
        var trafficRows = new ArrayList<MultiGauge.Row<?>>();
        for (ModelState one : found) {
            stageRows.add(
                    MultiGauge.Row.of(ObserverMetrics.MODEL_STAGE.tags(one.name(), one.version(), one.stage()), 1));
            trafficRows.add(
                    MultiGauge.Row.of(ObserverMetrics.MODEL_TRAFFIC.tags(one.name(), one.version()), one.traffic()));
        }
        stages.register(stageRows, true);
        traffic.register(trafficRows, true);
    }
}
