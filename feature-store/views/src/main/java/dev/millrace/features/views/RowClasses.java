package dev.millrace.features.views;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Java source of the module {@code feature-store/rows}: a class for each view, with the names of its features and a typed
 * builder of its rows. The text stands as the build's formatter wants it, because generated files are checked in and checked.
 */
public final class RowClasses {
    private static final String PACKAGE = "dev.millrace.features.rows";

    private RowClasses() {}

    /** Text by file name; {@link IllegalArgumentException} where two names are the same in Java. */
    public static Map<Path, String> files(FeatureViews views) {
        List<String> names = views.views().stream().map(FeatureView::name).toList();
        JavaNames.requireDistinct("views", names, JavaNames::type);
        Map<Path, String> files = new TreeMap<>();
        for (FeatureView view : views.views()) {
            files.put(Path.of(className(view) + ".java"), source(view, views.entitiesOf(view)));
        }
        return files;
    }

    private static String className(FeatureView view) {
        return JavaNames.type(view.name()) + "Row";
    }

    private static String source(FeatureView view, List<Entity> entities) {
        List<String> names = view.names();
        JavaNames.requireDistinct("features of " + view.name(), names, JavaNames::member);
        JavaNames.requireDistinct("features of " + view.name(), names, JavaNames::constant);
        List<String> lines = new ArrayList<>();
        lines.add("package " + PACKAGE + ";");
        lines.add("");
        imports(view).forEach(name -> lines.add("import " + name + ";"));
        lines.add("");
        lines.add("/**");
        lines.add(" * View {@code " + view.name() + "}" + about(view.description())
                + ". A feature that is not given is NULL.");
        lines.add(" *");
        lines.add(" * <p>Generated from feature-views.yaml; GenerateFeastRepo refreshes it.");
        lines.add(" */");
        lines.add("public final class " + className(view) + " {");
        lines.add("    public static final String VIEW = \"" + view.name() + "\";");
        for (Feature feature : view.features()) {
            lines.add("    /** " + feature.type() + about(feature.description()) + ". */");
            lines.add("    public static final String " + JavaNames.constant(feature.name()) + " = \"" + feature.name()
                    + "\";");
        }
        lines.add("");
        lines.add("    private final RowParts row;");
        constructors(lines, view, entities);
        for (int i = 0; i < view.features().size(); i++) {
            setter(lines, view, i);
        }
        lines.add("");
        lines.add("    public FeatureRow build() {");
        lines.add("        return row.build();");
        lines.add("    }");
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private static Set<String> imports(FeatureView view) {
        var imports = new TreeSet<String>(List.of(
                "dev.millrace.contracts.features.FeatureRow",
                "java.time.Instant",
                "org.jspecify.annotations.Nullable"));
        view.features()
                .forEach(feature -> imports.addAll(JavaType.of(feature.type()).imports()));
        return imports;
    }

    private static void constructors(List<String> lines, FeatureView view, List<Entity> entities) {
        String parameters = entities.stream()
                .map(entity -> JavaType.of(entity.type()).name() + " " + JavaNames.member(entity.joinKey()) + ", ")
                .collect(Collectors.joining());
        String arguments = entities.stream()
                .map(entity -> JavaNames.member(entity.joinKey()) + ", ")
                .collect(Collectors.joining());
        lines.add("");
        lines.add("    private " + className(view) + "(" + parameters + "Instant eventTime) {");
        lines.add("        row = new RowParts(VIEW, eventTime);");
        for (Entity entity : entities) {
            lines.add("        row.joinKey(\"" + entity.joinKey() + "\", Cells."
                    + JavaType.of(entity.type()).cell() + "(" + JavaNames.member(entity.joinKey()) + "));");
        }
        for (Feature feature : view.features()) {
            lines.add("        row.feature(" + JavaNames.constant(feature.name()) + ");");
        }
        lines.add("    }");
        lines.add("");
        lines.add(
                "    /** A row that is true at {@code eventTime}; one of an older or equal time does not replace it. */");
        lines.add("    public static " + className(view) + " of(" + parameters + "Instant eventTime) {");
        lines.add("        return new " + className(view) + "(" + arguments + "eventTime);");
        lines.add("    }");
    }

    private static void setter(List<String> lines, FeatureView view, int index) {
        Feature feature = view.features().get(index);
        JavaType type = JavaType.of(feature.type());
        lines.add("");
        lines.add("    public " + className(view) + " " + JavaNames.member(feature.name()) + "(@Nullable " + type.name()
                + " value) {");
        lines.add("        row.set(" + index + ", Cells." + type.cell() + "(value));");
        lines.add("        return this;");
        lines.add("    }");
    }

    /** What the declaration says, as a part of a Javadoc sentence. */
    private static String about(String description) {
        if (description.isEmpty()) {
            return "";
        }
        String oneLine = description.replaceAll("\\s+", " ").replaceAll("\\.$", "");
        return ": "
                + oneLine.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace("@", "&#64;")
                        .replace("*/", "*&#47;");
    }
}
