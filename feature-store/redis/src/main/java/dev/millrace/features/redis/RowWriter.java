package dev.millrace.features.redis;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRows;
import dev.millrace.features.api.WriteResult;
import dev.millrace.features.api.WriteResult.Rejected;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;

/** Writes rows: one script call each, which Redis runs atomically, so that concurrent writers keep event-time order. */
final class RowWriter {
    private final Pipeline pipeline;
    private final RedisStoreOptions options;
    private final Script script;

    RowWriter(Pipeline pipeline, RedisStoreOptions options) {
        this.pipeline = pipeline;
        this.options = options;
        this.script = Script.load("write-row.lua");
    }

    WriteResult write(List<FeatureRow> rows) {
        List<EntityKey> keys = rows.stream().map(FeatureRows::require).toList();
        var fields = new FieldNames();
        List<Rejected> rejected = new ArrayList<>();
        List<RowCommand> commands = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            String collision = fields.collision(rows.get(i));
            if (collision != null) {
                rejected.add(new Rejected(i, collision));
                continue;
            }
            try {
                commands.add(RowCommand.of(i, options.key(keys.get(i)), rows.get(i), fields, options));
            } catch (IllegalArgumentException e) { // a key that this version cannot write
                rejected.add(new Rejected(i, String.valueOf(e.getMessage())));
            }
        }
        return count(commands, run(commands), rejected);
    }

    /** By digest; where Redis has lost the script (restart, SCRIPT FLUSH, another node) once more by its text. */
    private List<HashCommand<Long>> run(List<RowCommand> rows) {
        List<HashCommand<Long>> answers =
                pipeline.run(rows, (row, unanswered) -> row.command(CommandType.EVALSHA, script.sha1(), unanswered));
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).scriptIsMissing()) {
                missing.add(i);
            }
        }
        if (missing.isEmpty()) {
            return answers;
        }
        List<HashCommand<Long>> again = pipeline.run(
                missing.stream().map(rows::get).toList(),
                (row, unanswered) -> row.command(CommandType.EVAL, script.text(), unanswered));
        for (int i = 0; i < again.size(); i++) {
            answers.set(missing.get(i), again.get(i));
        }
        return answers;
    }

    private static WriteResult count(
            List<RowCommand> commands, List<HashCommand<Long>> answers, List<Rejected> rejected) {
        int written = 0;
        int stale = 0;
        for (int i = 0; i < answers.size(); i++) {
            long code = answers.get(i).orUnavailable();
            if (code == 1) {
                written++;
            } else if (code == 0) {
                stale++;
            } else {
                rejected.add(new Rejected(
                        commands.get(i).row(), "the entity's key in Redis holds something other than a hash"));
            }
        }
        return new WriteResult(written, stale, rejected);
    }
}
