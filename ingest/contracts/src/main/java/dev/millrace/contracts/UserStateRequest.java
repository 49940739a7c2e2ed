package dev.millrace.contracts;

import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferRequest;

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
        var request = ModelInferRequest.newBuilder().setModelName(model).setId(requestId);
        request.putParameters(
                "user_id", InferParameter.newBuilder().setStringParam(userId).build());
        request.putParameters("k", InferParameter.newBuilder().setInt64Param(k).build());
        request.putParameters(
                "trigger", InferParameter.newBuilder().setStringParam(trigger).build());
        request.putParameters(
                "timestamp",
                InferParameter.newBuilder().setInt64Param(timestamp).build());
        RawTensors.addTexts(request, "history", history);
        RawTensors.addLongs(request, "history_times", historyTimes);
        RawTensors.addTexts(request, "seen", seen);
        return request.build().toByteArray();
    }

    public static UserStateRequest decode(byte[] bytes) throws InvalidRecordException {
        ModelInferRequest request = WindowRequest.parse(bytes);
        String[] history = RawTensors.texts(request, "history");
        long[] times = RawTensors.longs(request, "history_times");
        long k = WindowRequest.parameter(request, "k").getInt64Param();
        if (times.length != history.length || k < 1 || k > RecommendationRequest.MAX_K) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the request's history or k is broken");
        }
        return new UserStateRequest(
                request.getId(),
                WindowRequest.parameter(request, "user_id").getStringParam(),
                (int) k,
                WindowRequest.parameter(request, "trigger").getStringParam(),
                WindowRequest.parameter(request, "timestamp").getInt64Param(),
                history,
                times,
                RawTensors.texts(request, "seen"));
    }
}
