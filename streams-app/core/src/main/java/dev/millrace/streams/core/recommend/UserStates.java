package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.UserStateRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a user's state by events and asks for recommendations out of it.
 *
 * <p>An interaction enters the history and asks; an impression is only counted. An event id that was seen before changes
 * nothing, but asks again under the same request id: the transport is at-least-once, and what was lost in the failure that
 * caused the replay may be the very output. Such a repeated request carries the state as it is now; consumers drop request ids
 * that they have had.
 */
public final class UserStates {
    /** Longest item and user id, in characters: bounds the state, which holds thousands of them. */
    public static final int MAX_ID_LENGTH = 256;

    private final UserStateConfig config;

    public UserStates(UserStateConfig config) {
        this.config = config;
    }

    /**
     * What an event did.
     *
     * @param state the state after it (the same object, updated, where one was given)
     * @param repeated true where the event id was known and the state did not change
     */
    public record Step(UserState state, boolean repeated, Optional<UserStateRequest> request) {}

    /** Throws {@link InvalidRecordException} where an id is too long to keep; the state is then unchanged. */
    public Step onEvent(@Nullable UserState state, UserEvent event, String eventId) throws InvalidRecordException {
        requireShort("userId", event.userId());
        requireShort("itemId", event.itemId());
        UserState next = state == null ? new UserState(config) : state;
        boolean fresh = next.recentIds.add(eventId);
        if (fresh) {
            next.take(event);
        }
        Optional<UserStateRequest> request = event.isInteraction()
                ? Optional.of(ask(next, eventId, event.userId(), config.k(), eventId, event.timestamp(), List.of()))
                : Optional.empty();
        return new Step(next, !fresh, request);
    }

    /**
     * The request that carries the user's state; an unknown user has an empty one. Changes nothing: what a request excludes
     * counts for that request only.
     *
     * @param kafkaTimestamp time of the request where it gives none, epoch milliseconds
     */
    public UserStateRequest onRequest(@Nullable UserState state, RecommendationRequest request, long kafkaTimestamp) {
        Long timestamp = request.timestamp();
        return ask(
                state == null ? new UserState(config) : state,
                request.requestId(),
                request.userId(),
                request.k(),
                Recommendation.REQUEST_TRIGGER,
                timestamp == null ? kafkaTimestamp : timestamp,
                request.exclude());
    }

    private static UserStateRequest ask(
            UserState state,
            String requestId,
            String userId,
            int k,
            String trigger,
            long timestamp,
            List<String> exclude) {
        return new UserStateRequest(
                requestId,
                userId,
                k,
                trigger,
                timestamp,
                state.history.items(),
                state.history.times(),
                notToRecommend(state.seen.items(), exclude));
    }

    private static String[] notToRecommend(List<String> seen, List<String> exclude) {
        String[] all = seen.toArray(new String[seen.size() + exclude.size()]);
        for (int i = 0; i < exclude.size(); i++) {
            all[seen.size() + i] = exclude.get(i);
        }
        return all;
    }

    private static void requireShort(String field, String id) throws InvalidRecordException {
        if (id.length() > MAX_ID_LENGTH) {
            throw new InvalidRecordException(
                    ErrorKind.OVERSIZE,
                    "field '" + field + "' has " + id.length() + " characters, at most " + MAX_ID_LENGTH
                            + " are accepted");
        }
    }
}
