package dev.millrace.features.views;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The views that a process knows: the platform's own and those of the file {@code features.definitions}, where it is given. Their
 * project is {@code redis.project} (millrace), because it is the suffix of every key.
 */
public final class FeatureViewsSetting {
    private static final String DEFINITIONS = "features.definitions";
    private static final String PROJECT = "redis.project";

    private FeatureViewsSetting() {}

    /** Throws {@link SettingException} where the file cannot be used. */
    public static FeatureViews from(Settings settings) {
        FeatureViews own = FeatureViewsYaml.own();
        String project = settings.text(PROJECT, own.project());
        if (settings.find(DEFINITIONS) == null) {
            return own.inProject(project);
        }
        FeatureViews views = read(settings.path(DEFINITIONS));
        if (!views.project().equals(project)) {
            throw new SettingException(
                    PROJECT,
                    "'" + project + "' is not the project '" + views.project() + "' of " + DEFINITIONS
                            + ": every process and the file must name the same one");
        }
        return views;
    }

    private static FeatureViews read(Path file) {
        try {
            return FeatureViewsYaml.withOwn(file);
        } catch (IOException e) {
            throw new SettingException(DEFINITIONS, "cannot read " + file + ": " + e);
        } catch (IllegalArgumentException e) {
            throw new SettingException(DEFINITIONS, String.valueOf(e.getMessage()));
        }
    }
}
