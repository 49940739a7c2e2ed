package dev.millrace.features.views;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.features.FeatureRow;
import java.util.HashMap;
import java.util.Map;

/** Holds rows against the declared views. What it needs is looked up once, when it is made; any thread may use it. */
public final class RowCheck {
    private final Map<String, ViewCheck> views = new HashMap<>();

    public RowCheck(FeatureViews declared) {
        for (FeatureView view : declared.views()) {
            views.put(view.name(), new ViewCheck(view, declared.entitiesOf(view)));
        }
    }

    /**
     * The row whole: declared features that it lacks are added as NULL, else their older values would look as new as the row. Throws
     * {@link InvalidRecordException} that says what was declared and what came: an unknown view, join keys other than those of its
     * entities, an unknown feature, another type.
     */
    public FeatureRow whole(FeatureRow row) throws InvalidRecordException {
        ViewCheck view = views.get(row.getFeatureView());
        if (view == null) {
            throw new InvalidRecordException(
                    ErrorKind.WRONG_TYPE,
                    "feature_view: '" + row.getFeatureView() + "' is not declared; declared are "
                            + views.keySet().stream().sorted().toList()
                            + ", features.definitions names a file with more");
        }
        return view.whole(row);
    }
}
