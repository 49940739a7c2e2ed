package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every object is of a kind and version that the API server or an operator serves, and has no field that it does not know. */
public final class SchemaCheck implements Check {
    /** No namespace holds these. */
    private static final Set<String> CLUSTER_WIDE = Set.of("Namespace", "PriorityClass", "StorageClass");

    @Override
    public void check(Documents documents, Findings findings) {
        var seen = new HashSet<String>();
        for (ObjectNode object : documents.all()) {
            String title = Documents.title(object);
            Optional<List<String>> faults = CustomResources.faults(object).or(() -> NativeKinds.faults(object));
            if (faults.isEmpty()) {
                findings.add(title, "apiVersion", object.path("apiVersion") + " is not served by any operator of ours");
            }
            faults.ifPresent(list -> list.forEach(fault -> findings.add(title, "schema", fault)));
            findings.require(
                    Documents.name(object).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?"),
                    title,
                    "metadata.name",
                    "is no name of Kubernetes");
            findings.require(
                    CLUSTER_WIDE.contains(Documents.kind(object))
                            == Documents.namespace(object).isEmpty(),
                    title,
                    "metadata.namespace",
                    "'" + Documents.namespace(object) + "' for this kind");
            findings.require(
                    seen.add(title + Documents.namespace(object)), title, "metadata.name", "there are two of these");
        }
    }
}
