package dev.millrace.servicekit;

/** A setting that is missing or unusable; the message names the key, the bad value and what is wanted. */
public final class SettingException extends IllegalArgumentException {
    public SettingException(String key, String problem) {
        super("setting '" + key + "': " + problem);
    }
}
