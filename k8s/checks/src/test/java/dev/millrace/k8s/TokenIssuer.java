package dev.millrace.k8s;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** An identity provider of one key: publishes it (RFC 7517) and signs tokens with it (RFC 7519, RS256). */
final class TokenIssuer implements AutoCloseable {
    /** As component oidc expects. */
    private static final String ISSUER = "https://login.example/realms/millrace";

    private static final String PATH = "/certs";

    private final HttpServer server;
    private final KeyPair keys;

    private TokenIssuer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    static TokenIssuer start() throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        var key = (RSAPublicKey) keys.getPublic();
        byte[] set = ("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"one\",\"n\":\""
                        + encode(unsigned(key.getModulus())) + "\",\"e\":\"" + encode(unsigned(key.getPublicExponent()))
                        + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, exchange -> {
            exchange.sendResponseHeaders(200, set.length);
            exchange.getResponseBody().write(set);
            exchange.close();
        });
        server.start();
        return new TokenIssuer(server, keys);
    }

    /** Address of the keys. */
    String keys() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** A token of the form of RFC 9068. */
    String token(String client, String audience, Duration lifetime) throws GeneralSecurityException {
        Instant now = Instant.now();
        String head = encode("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}".getBytes(StandardCharsets.UTF_8));
        String body = encode(("{\"iss\":\"" + ISSUER + "\",\"sub\":\"subject-of-" + client + "\",\"client_id\":\""
                        + client
                        + "\",\"aud\":\"" + audience + "\",\"scope\":\"millrace\",\"iat\":" + now.getEpochSecond()
                        + ",\"exp\":" + now.plus(lifetime).getEpochSecond() + "}")
                .getBytes(StandardCharsets.UTF_8));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
        return head + "." + body + "." + encode(signature.sign());
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
