package dev.millrace.features.serving;

import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import java.util.Map;

/**
 * What a request is answered and what is counted of it.
 *
 * @param statuses how many values have which
 * @param mistyped how many stored values are not of the declared type, and so are told as NOT_FOUND
 */
record Answer(GetOnlineFeaturesResponse response, int rows, Map<FieldStatus, Integer> statuses, int mistyped) {
    Answer {
        statuses = Map.copyOf(statuses);
    }
}
