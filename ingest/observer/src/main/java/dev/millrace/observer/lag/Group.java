package dev.millrace.observer.lag;

/**
 * A group of readers.
 *
 * @param share whether it is a share group (KIP-932), whose members all read every partition
 */
public record Group(String name, boolean share) {}
