package dev.millrace.k8s;

/**
 * Something that is wrong with a manifest.
 *
 * @param object kind and name
 * @param key where in the object
 * @param problem what is wrong there, in words
 */
public record Finding(String object, String key, String problem) {
    @Override
    public String toString() {
        return object + ": " + key + ": " + problem;
    }
}
