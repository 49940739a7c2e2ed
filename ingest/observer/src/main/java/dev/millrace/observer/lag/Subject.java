package dev.millrace.observer.lag;

/** A topic as one group reads it. */
public record Subject(String topic, Group group) {
    public Subject(String topic, String group, boolean share) {
        this(topic, new Group(group, share));
    }

    public boolean share() {
        return group.share();
    }
}
