package dev.millrace.load.witness;

import dev.millrace.load.plan.UserNames;

/** Users {@code u-N}, items {@code i-N} in ten groups, events {@code e-PROCESS-SEQUENCE}; a user likes the group of its last digit. */
final class PlainUsers implements UserNames {
    @Override
    public String userId(int user) {
        return "u-" + user;
    }

    @Override
    public String itemId(int item) {
        return "i-" + item;
    }

    @Override
    public int item(String itemId) {
        return itemId.startsWith("i-") ? Integer.parseInt(itemId, 2, itemId.length(), 10) : -1;
    }

    @Override
    public String eventId(int process, long sequence) {
        return "e-" + process + "-" + sequence;
    }

    @Override
    public long event(String eventId) {
        String[] parts = eventId.split("-", -1);
        return parts.length == 3 && parts[0].equals("e")
                ? (Long.parseLong(parts[1]) << 48) + Long.parseLong(parts[2])
                : -1;
    }

    @Override
    public int group(int item) {
        return item % 10;
    }

    @Override
    public boolean likes(int user, int group) {
        return user % 10 == group;
    }
}
