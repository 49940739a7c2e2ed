package dev.millrace.load.witness;

import dev.millrace.load.plan.UserNames;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came of the user flow: recommendations and how well they meet the planted tastes. The public methods are thread-safe. */
public final class UserResults {
    private final OwedUsers owed;
    private final UserNames names;
    private final FlowBook book;
    private Hits hits = new Hits(0, 0, 0, 0);

    /** Events due before {@code warmUp} has passed are kept apart in the latencies, and their lists are not judged. */
    public UserResults(OwedUsers owed, UserNames names, RunTime time, Duration warmUp) {
        this.owed = owed;
        this.names = names;
        this.book = new FlowBook(time, warmUp);
    }

    public OwedUsers owed() {
        return owed;
    }

    public FlowBook book() {
        return book;
    }

    public synchronized Hits hits() {
        return hits;
    }

    /** Whether a record with this key is of this run; users are known once they have acted. */
    boolean isOurs(String key) {
        return owed.isUser(key, names);
    }

    void onRecommendation(ConsumerRecord<byte[], byte[]> record, long arrivedMicros) {
        RecommendationHead head = record.value() == null ? null : RecommendationHead.read(record.value());
        long event = head == null ? -1 : names.event(head.requestId());
        if (head == null || event < 0) {
            book.foreign();
            return;
        }
        long entry = owed.settle(event);
        boolean first = book.result(
                entry, OwedUsers.process(event), OwedUsers.sequence(event), record.timestamp(), arrivedMicros);
        if (first && !book.inWarmUp(entry)) {
            judge(OwedEntry.key(entry), head.items());
        }
    }

    private synchronized void judge(int user, List<String> items) {
        long liked = items.stream()
                .mapToInt(names::item)
                .filter(item -> item >= 0 && names.likes(user, names.group(item)))
                .count();
        hits = new Hits(
                hits.lists() + 1, hits.items() + items.size(), hits.liked() + liked, hits.hit() + (liked > 0 ? 1 : 0));
    }
}
