package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.UserStateRequest;
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
    public record Step(UserState state, boolean repeated, Optional<Ask> ask) {
        /** What it asks, as texts. */
        public Optional<UserStateRequest> request() {
            return ask.map(Ask::request);
        }
    }

    /** Throws {@link InvalidRecordException} where an id is too long to keep; the state is then unchanged. */
    public Step onEvent(@Nullable UserState state, UserEvent event, String eventId) throws InvalidRecordException {
        requireShort("userId", event.userId());
        requireShort("itemId", event.itemId());
        UserState next = state == null ? new UserState(config) : state;
        boolean fresh = next.recentIds.add(eventId);
        if (fresh) {
            next.take(event);
        }
        Optional<Ask> ask = event.isInteraction()
                ? Optional.of(
                        new Ask(eventId, event.userId(), config.k(), eventId, event.timestamp(), next, Texts.NONE))
                : Optional.empty();
        return new Step(next, !fresh, ask);
    }

    /**
     * The request that carries the user's state; an unknown user has an empty one. Changes nothing: what a request excludes
     * counts for that request only.
     *
     * @param kafkaTimestamp time of the request where it gives none, epoch milliseconds
     */
    public UserStateRequest onRequest(@Nullable UserState state, RecommendationRequest request, long kafkaTimestamp) {
        return ask(state, request, kafkaTimestamp).request();
    }

    /** As {@link #onRequest}, for who sends it on. */
    public Ask ask(@Nullable UserState state, RecommendationRequest request, long kafkaTimestamp) {
        Long timestamp = request.timestamp();
        return new Ask(
                request.requestId(),
                request.userId(),
                request.k(),
                Recommendation.REQUEST_TRIGGER,
                timestamp == null ? kafkaTimestamp : timestamp,
                state == null ? new UserState(config) : state,
                Texts.of(request.exclude()));
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
