package dev.millrace.k8s.code;

import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/** What a broker's listener for tokens understands. */
public final class TokenCode {
    /** {@code BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG}. */
    public static final String ALLOWED_URLS = BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG;

    private static final String MECHANISM = "oauthbearer.";
    private static final Set<String> KEYS = keys();

    private TokenCode() {}

    /** What is wrong with a key of a listener and its value; keys of one mechanism begin with its name. */
    public static Optional<String> problem(String key, String value) {
        String bare = key.startsWith(MECHANISM) ? key.substring(MECHANISM.length()) : key;
        if (!KEYS.contains(bare)) {
            return Optional.of("no broker knows it");
        }
        if (bare.endsWith(".class") && !isHandler(value)) {
            return Optional.of(value + " is no class of Kafka");
        }
        if (bare.equals("sasl.jaas.config") && !exists(value.replaceFirst(" .*", ""))) {
            return Optional.of(value + " names no class of Kafka");
        }
        return Optional.empty();
    }

    private static boolean isHandler(String name) {
        try {
            return AuthenticateCallbackHandler.class.isAssignableFrom(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean exists(String name) {
        try {
            return Class.forName(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Set<String> keys() {
        var keys = new TreeSet<String>();
        Stream.of(SaslConfigs.class, BrokerSecurityConfigs.class)
                .flatMap(type -> Stream.of(type.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .forEach(field -> {
                    try {
                        keys.add((String) field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return keys;
    }
}
