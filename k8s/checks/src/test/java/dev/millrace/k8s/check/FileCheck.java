package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every file of a secret or a configuration that a pod is told to read, by its environment, its command or a file, is mounted there. */
public final class FileCheck implements Check {
    private static final Pattern PATH = Pattern.compile("/etc/(millrace|redis)/[A-Za-z0-9._/-]+");

    @Override
    public void check(Documents documents, Findings findings) {
        documents.pods().forEach(pod -> {
            Set<String> there = mounted(documents, pod);
            texts(documents, pod)
                    .flatMap(text -> PATH.matcher(text).results())
                    .forEach(found -> findings.require(
                            there.contains(found.group()), pod.title(), "volumeMounts", "no file " + found.group()));
        });
    }

    private static Stream<String> texts(Documents documents, Pod pod) {
        Stream<String> configuration =
                Documents.stream(pod.owner().at("/spec/flinkConfiguration")).map(JsonNode::asText);
        // A step of a job mounts some of its pod's volumes.
        Stream<String> files = pod.containers()
                .flatMap(container -> Documents.stream(container.path("volumeMounts")))
                .flatMap(mount -> pod.volume(mount.path("name").asText()).stream())
                .flatMap(volume -> configMap(documents, volume).stream())
                .flatMap(map -> Documents.stream(map.path("data")))
                .map(JsonNode::asText);
        return Stream.of(pod.containers().map(JsonNode::toString), configuration, files)
                .flatMap(each -> each);
    }

    /** Mount points and the files in them. */
    private static Set<String> mounted(Documents documents, Pod pod) {
        var there = new TreeSet<String>();
        pod.containers()
                .flatMap(container -> Documents.stream(container.path("volumeMounts")))
                .forEach(mount -> {
                    String folder = mount.path("mountPath").asText();
                    there.add(folder);
                    pod.volume(mount.path("name").asText()).ifPresent(volume -> names(documents, volume)
                            .forEach(name -> there.add(folder + "/" + name)));
                });
        return there;
    }

    private static Stream<String> names(Documents documents, JsonNode volume) {
        Stream<String> items = Documents.stream(volume.at("/secret/items"))
                .map(item -> item.path("path").asText());
        Stream<String> keys = configMap(documents, volume).stream()
                .flatMap(map -> map.path("data").properties().stream().map(entry -> entry.getKey()));
        return Stream.concat(items, keys);
    }

    private static Optional<? extends JsonNode> configMap(Documents documents, JsonNode volume) {
        return documents.find("ConfigMap", volume.at("/configMap/name").asText());
    }
}
