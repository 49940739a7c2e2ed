package dev.millrace.load.plan;

import dev.millrace.servicekit.SettingException;

/** One of several processes that share a flow. */
final class Processes {
    /** So that process and sequence fit into one number, see {@link UserNames#event}. */
    static final int MOST = 1 << 14;

    private Processes() {}

    static int checked(int process, int processes) {
        if (process < 0 || process >= processes || processes > MOST) {
            throw new SettingException(
                    "process", "'" + process + "' of '" + processes + "' is none, they count from 0, at most " + MOST);
        }
        return process;
    }
}
