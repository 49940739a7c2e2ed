package dev.millrace.console.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.dlq.LetterFilter;
import dev.millrace.local.dlq.LetterId;
import dev.millrace.local.dlq.QuietRedrive;
import dev.millrace.servicekit.KafkaClients;
import java.util.Set;

/** Redrive, as {@code millrace dlq redrive} does without corrections. */
public final class LetterActions {
    private static final double PER_SECOND = 200;

    private final KafkaClients kafka;

    public LetterActions(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** Of one letter ({@code id}), or of all of a {@code stage} and {@code kind}. */
    public Outcome redrive(JsonNode request) throws Exception {
        LetterFilter filter = request.hasNonNull("id")
                ? new LetterFilter(
                        null, null, null, null, null, null, Set.of(LetterId.parse(Action.text(request, "id"))))
                : new LetterFilter(
                        null, Action.text(request, "stage"), Action.text(request, "kind"), null, null, null, Set.of());
        return words(QuietRedrive.run(kafka, filter, PER_SECOND));
    }

    static Outcome words(QuietRedrive.Result result) {
        var words = new StringBuilder();
        words.append(result.sent())
                .append(result.sent() == 1 ? " record was" : " records were")
                .append(" sent again.");
        if (result.before() > 0) {
            words.append(' ').append(result.before()).append(" had been sent again before and stay.");
        }
        if (result.refused() > 0) {
            words.append(' ')
                    .append(result.refused())
                    .append(" cannot be sent: it ")
                    .append(result.why())
                    .append('.');
        }
        return new Outcome(result.refused() == 0, words.toString());
    }
}
