package dev.millrace.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.embedded.FreePorts;
import dev.millrace.k8s.check.AclCheck;
import dev.millrace.k8s.code.ProcessRights;
import dev.millrace.k8s.code.Right;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker with the users and rules of rendered manifests, as Strimzi's user operator would make them: SCRAM-SHA-512, the authorizer of
 * KRaft. In the place of TLS there is none; the client configuration is the manifests' otherwise, with its config provider.
 */
final class SecuredBroker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final EmbeddedBroker broker;
    private final Admin admin;

    private SecuredBroker(Path folder, int port, EmbeddedBroker broker) {
        this.folder = folder;
        this.port = port;
        this.broker = broker;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    static SecuredBroker start(Path folder) throws Exception {
        BrokerOptions options = BrokerOptions.inFolder(folder.resolve("broker"));
        int port = FreePorts.next();
        String listeners = "PLAINTEXT://127.0.0.1:" + options.port() + ",CLIENTS://127.0.0.1:" + port;
        EmbeddedBroker broker = EmbeddedBroker.start(
                options,
                Map.of(
                        "listeners",
                        listeners + ",CONTROLLER://127.0.0.1:" + options.controllerPort(),
                        "advertised.listeners",
                        listeners,
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "SCRAM-SHA-512",
                        "listener.name.clients.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        // Whoever comes in by the listener without a login: the broker itself, and this test's admin.
                        "super.users",
                        "User:ANONYMOUS"));
        broker.createTopics(Topics.all(ProcessRights.MODELS));
        return new SecuredBroker(folder, port, broker);
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Replaces every user and rule by those of the manifests. */
    void apply(Documents documents) throws Exception {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        var bindings = new ArrayList<AclBinding>();
        var logins = new ArrayList<org.apache.kafka.clients.admin.UserScramCredentialAlteration>();
        for (ObjectNode user : documents.kind("KafkaUser").toList()) {
            String name = Documents.name(user);
            logins.add(new UserScramCredentialUpsertion(
                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "secret of " + name));
            AclCheck.rights(user).forEach(right -> bindings.addAll(bindings("User:" + name, right)));
            clientConfig(documents, name);
        }
        admin.alterUserScramCredentials(logins).all().get();
        admin.createAcls(bindings).all().get();
    }

    static List<AclBinding> bindings(String principal, Right right) {
        var pattern = new ResourcePattern(
                type(right), right.name(), right.prefix() ? PatternType.PREFIXED : PatternType.LITERAL);
        return right.operations().stream()
                .map(operation -> new AclBinding(
                        pattern, new AccessControlEntry(principal, "*", operation(operation), AclPermissionType.ALLOW)))
                .toList();
    }

    private static ResourceType type(Right right) {
        return switch (right.type()) {
            case "topic" -> ResourceType.TOPIC;
            case "group" -> ResourceType.GROUP;
            case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
            default -> throw new IllegalArgumentException(right.type());
        };
    }

    /** {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS}. */
    static AclOperation operation(String strimzi) {
        return AclOperation.valueOf(
                strimzi.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    /** The clients of a process, by the configuration file that its pod has. */
    KafkaClients clients(String user) {
        return KafkaClients.of(bootstrap(), KafkaClients.readConfig(clientConfig(user)));
    }

    Path clientConfig(String user) {
        return folder.resolve(user).resolve("client.properties");
    }

    private void clientConfig(Documents documents, String user) throws IOException {
        Path own = Files.createDirectories(folder.resolve(user));
        Files.writeString(
                own.resolve("sasl.jaas.config"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                        + "\" password=\"secret of " + user + "\";");
        String map = user.equals("millrace-streams") ? "millrace-streams-client" : "millrace-kafka-client";
        Files.writeString(
                own.resolve("client.properties"),
                documents
                        .get("ConfigMap", map)
                        .path("data")
                        .path("client.properties")
                        .asText()
                        .replace("/etc/millrace/kafka-user", own.toString())
                        .replace("SASL_SSL", "SASL_PLAINTEXT")
                        .replaceAll("(?m)^ssl[.].*$", ""));
    }

    /** Where everything is allowed. */
    String open() {
        return broker.bootstrap();
    }

    Set<String> topics() throws Exception {
        return admin.listTopics().names().get();
    }

    /** Removes a group of whatever kind, where there is one. */
    void forget(String group) throws Exception {
        GroupListing found = admin.listGroups().all().get().stream()
                .filter(listing -> listing.groupId().equals(group))
                .findFirst()
                .orElse(null);
        if (found != null && found.type().equals(Optional.of(GroupType.SHARE))) {
            admin.deleteShareGroups(List.of(group)).all().get();
        } else if (found != null) {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        }
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
