package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.embedded.FreePorts;
import dev.millrace.k8s.check.AclCheck;
import dev.millrace.k8s.code.ProcessRights;
import dev.millrace.k8s.code.TokenCode;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with component oidc's listener, its addresses aside: who has a token of the issuer does what the team's KafkaUser says. */
class OidcTest {
    private static final String TEAM = "team-example";

    @TempDir
    static Path folder;

    private static TokenIssuer issuer;
    private static EmbeddedBroker broker;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Documents documents = Kustomize.render("kind", "oidc");
        issuer = TokenIssuer.start();
        System.setProperty(TokenCode.ALLOWED_URLS, issuer.keys());
        BrokerOptions options = BrokerOptions.inFolder(folder.resolve("broker"));
        port = FreePorts.next();
        String listeners = "PLAINTEXT://127.0.0.1:" + options.port() + ",TEAMS-9094://127.0.0.1:" + port;
        var config = new HashMap<>(Map.of(
                "listeners", listeners + ",CONTROLLER://127.0.0.1:" + options.controllerPort(),
                "advertised.listeners", listeners,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,TEAMS-9094:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS"));
        // As Strimzi writes it: each key behind the listener's name.
        documents
                .get("Kafka", "millrace")
                .at("/spec/kafka/listeners/1/authentication/listenerConfig")
                .properties()
                .forEach(entry -> config.put(
                        "listener.name.teams-9094." + entry.getKey(),
                        entry.getValue().asText()));
        config.put("listener.name.teams-9094.sasl.oauthbearer.jwks.endpoint.url", issuer.keys());
        broker = EmbeddedBroker.start(options, config);
        broker.createTopics(Topics.all(ProcessRights.MODELS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            List<AclBinding> bindings = AclCheck.rights(documents.get("KafkaUser", TEAM)).stream()
                    .flatMap(right -> SecuredBroker.bindings("User:" + TEAM, right).stream())
                    .toList();
            admin.createAcls(bindings).all().get();
        }
    }

    @AfterAll
    static void stop() {
        System.clearProperty(TokenCode.ALLOWED_URLS);
        System.clearProperty(BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_FILES_CONFIG);
        if (broker != null) {
            broker.close();
        }
        if (issuer != null) {
            issuer.close();
        }
    }

    @Test
    void aTeamWritesPublicInputsAndNothingElse() throws Exception {
        Operations team = with("team", issuer.token(TEAM, "millrace", Duration.ofMinutes(5)));

        team.produce(Topics.SENSOR_READINGS);
        team.produce(Topics.USER_EVENTS);
        refused(() -> team.produce(Topics.MODELS), AuthorizationException.class);
        refused(() -> team.consume(Topics.SENSOR_READINGS, "g"), AuthorizationException.class);
    }

    @Test
    void aClientThatIsNoTeamMayDoNothing() throws Exception {
        Operations stranger = with("stranger", issuer.token("stranger", "millrace", Duration.ofMinutes(5)));

        refused(() -> stranger.produce(Topics.USER_EVENTS), AuthorizationException.class);
    }

    @Test
    void tokensForOthersOrOfAnotherIssuerAreRefused() throws Exception {
        Operations elsewhere = with("elsewhere", issuer.token(TEAM, "another-service", Duration.ofMinutes(5)));
        refused(() -> elsewhere.produce(Topics.USER_EVENTS), SaslAuthenticationException.class);

        try (TokenIssuer another = TokenIssuer.start()) {
            Operations forged = with("forged", another.token(TEAM, "millrace", Duration.ofMinutes(5)));
            refused(() -> forged.produce(Topics.USER_EVENTS), SaslAuthenticationException.class);
        }
    }

    private static Operations with(String name, String token) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".jwt"), token);
        // Kafka's clients read no token either from where they are not told that they may.
        allow(TokenCode.ALLOWED_URLS, file.toUri().toString());
        allow(BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_FILES_CONFIG, file.toString());
        return new Operations(KafkaClients.of(
                "127.0.0.1:" + port,
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "OAUTHBEARER",
                        "sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                        "sasl.oauthbearer.jwt.retriever.class",
                        "org.apache.kafka.common.security.oauthbearer.FileJwtRetriever",
                        "sasl.oauthbearer.token.endpoint.url",
                        file.toUri().toString(),
                        "sasl.oauthbearer.sub.claim.name",
                        "client_id",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;")));
    }

    private static void allow(String property, String more) {
        String allowed = System.getProperty(property, "");
        System.setProperty(property, allowed.isEmpty() ? more : allowed + "," + more);
    }

    private static void refused(ThrowingCallable operation, Class<? extends Throwable> how) {
        assertThatThrownBy(operation)
                .satisfiesAnyOf(thrown -> assertThat(thrown).isInstanceOf(how), thrown -> assertThat(thrown)
                        .hasRootCauseInstanceOf(how));
    }
}
