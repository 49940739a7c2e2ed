package dev.millrace.features.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who this client is to a server. A password in a file is read at every connection, so that it may change while the process runs.
 *
 * <p>Redis may give it no more than this, where every key ends in the project; a process that only reads needs {@code +hmget}, a
 * client of a cluster {@code +cluster|nodes} besides:
 *
 * <pre>
 * ACL SETUSER millrace on &gt;password ~*project resetchannels +hmget +evalsha +eval +hget +hset +expire
 * </pre>
 *
 * @param username of the access control list; null: the default user
 * @param password this or {@code passwordFile}
 * @param passwordFile its first line is the password
 */
public record RedisLogin(@Nullable String username, @Nullable String password, @Nullable Path passwordFile) {
    public RedisLogin {
        if ((password == null) == (passwordFile == null)) {
            throw new IllegalArgumentException("login: " + (password == null ? "no password" : "two passwords")
                    + " given; set the password or the file that holds it");
        }
        if (passwordFile != null && !Files.isReadable(passwordFile)) {
            throw new IllegalArgumentException("passwordFile: " + passwordFile + " cannot be read");
        }
    }

    public static RedisLogin of(@Nullable String username, String password) {
        return new RedisLogin(username, password, null);
    }

    RedisCredentials credentials() {
        if (passwordFile == null) {
            return RedisCredentials.just(username, password);
        }
        try {
            return RedisCredentials.just(
                    username, Files.readString(passwordFile).lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new RedisConnectionException("password file " + passwordFile + " cannot be read: " + e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisLogin[" + (username == null ? "default user" : username)
                + (passwordFile == null ? "" : ", password in " + passwordFile) + "]";
    }
}
