package dev.millrace.e2e;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process shows under {@code /metrics}: the families, their labels and how many series each has. */
record MetricFamilies(Map<String, Family> families) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** What a sample of a histogram has behind the family's name; its own name comes first, as {@code _max} is a family. */
    private static final List<String> PARTS = List.of("", "_bucket", "_count", "_sum");

    /**
     * One family.
     *
     * @param labels that any of its series has, but for the bounds of a histogram
     * @param series how many sets of labels' values there are
     */
    record Family(String type, Set<String> labels, Set<Map<String, String>> series) {}

    static MetricFamilies parse(String text) {
        Map<String, Family> families = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                families.put(type.group(1), new Family(type.group(2), new TreeSet<>(), new HashSet<>()));
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Family family = of(families, sample.group(1));
                Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2));
                family.labels.addAll(labels.keySet());
                family.series.add(labels);
            }
        }
        return new MetricFamilies(families);
    }

    private static Family of(Map<String, Family> families, String name) {
        for (String part : PARTS) {
            Family family = name.endsWith(part) ? families.get(name.substring(0, name.length() - part.length())) : null;
            if (family != null) {
                return family;
            }
        }
        throw new AssertionError("a sample without a family: " + name);
    }

    private static Map<String, String> labels(String text) {
        var labels = new HashMap<String, String>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            if (!label.group(1).equals("le")) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }
}
