package dev.millrace.contracts;

/**
 * The request for recommendations that carries the user's own fresh state, on {@code inference.<model>} as an Open Inference
 * Protocol request.
 *
 * @param trigger {@code "request"} or the id of the triggering user event
 * @param timestamp event time, epoch milliseconds
 * @param history items of the last interactions, newest first
 * @param historyTimes event times of {@code history}, epoch milliseconds
 * @param seen items not to recommend: what the user interacted with, and what the request excludes
 */
public record UserStateRequest(
        String requestId,
        String userId,
        int k,
        String trigger,
        long timestamp,
        String[] history,
        long[] historyTimes,
        String[] seen) {

    public byte[] encode(String model) {
        byte[] rawHistory = RequestWriter.texts(history);
        byte[] rawSeen = RequestWriter.texts(seen);
        var out = new RequestWriter(256
                + 3 * (model.length() + requestId.length() + userId.length() + trigger.length())
                + Long.BYTES * historyTimes.length
                + rawHistory.length
                + rawSeen.length);
        out.model(model, requestId);
        out.parameter("user_id", userId);
        out.parameter("k", (long) k);
        out.parameter("trigger", trigger);
        out.parameter("timestamp", timestamp);
        out.tensor("history", "BYTES", history.length);
        out.tensor("history_times", "INT64", historyTimes.length);
        out.tensor("seen", "BYTES", seen.length);
        out.raw(rawHistory);
        out.raw(historyTimes);
        out.raw(rawSeen);
        return out.bytes();
    }

    public static UserStateRequest decode(byte[] bytes) throws InvalidRecordException {
        RequestFields fields = RequestReader.read(bytes, new Names(1));
        String[] history = fields.texts("history");
        long[] times = fields.longs("history_times");
        long k = fields.number("k");
        if (times.length != history.length || k < 1 || k > RecommendationRequest.MAX_K) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the request's history or k is broken");
        }
        return new UserStateRequest(
                fields.id,
                fields.text("user_id"),
                (int) k,
                fields.text("trigger"),
                fields.number("timestamp"),
                history,
                times,
                fields.texts("seen"));
    }
}
