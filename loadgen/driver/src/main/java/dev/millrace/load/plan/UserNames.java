package dev.millrace.load.plan;

/** How users, items and events are called on the topics, and what users are known to like. Thread-safe. */
public interface UserNames {
    String userId(int user);

    String itemId(int item);

    /** The item of this id; −1 where it is none of this run. */
    int item(String itemId);

    /** Id of an event, and so of the recommendation that it asks for. */
    String eventId(int process, long sequence);

    /** Process and sequence of an event id, as {@code process * 2^48 + sequence}; −1 where it is none of this run. */
    long event(String eventId);

    /** The planted group of an item, from 0. */
    int group(int item);

    /** Whether the user has a planted taste for the group. */
    boolean likes(int user, int group);
}
