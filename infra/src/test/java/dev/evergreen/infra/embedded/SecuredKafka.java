package dev.evergreen.infra.embedded;

import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A broker that lets nobody do anything that an ACL does not allow, with two listeners that encrypt: one asks for a password
 * (SCRAM), one for a certificate. The broker's own listener is the test's: whoever comes there may do all.
 */
public final class SecuredKafka implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final Certificates certificates;
    private final int scramPort;
    private final int mtlsPort;
    private final EmbeddedKafka kafka;
    private final Admin admin;

    private SecuredKafka(Path folder, List<String> certified) throws Exception {
        this.folder = folder;
        certificates = new Certificates(folder);
        certificates.make("broker");
        for (String name : certified) {
            certificates.make(name);
        }
        var ports = Ports.free(2);
        scramPort = ports.getFirst();
        mtlsPort = ports.getLast();
        kafka = EmbeddedKafka.start(Files.createDirectories(folder.resolve("kafka")), this::secured);
        admin = connection().admin();
    }

    /**
     * @param folder for certificates and data
     * @param certified users who come with a certificate
     */
    public static SecuredKafka start(Path folder, String... certified) throws Exception {
        return new SecuredKafka(folder, List.of(certified));
    }

    private void secured(Map<String, String> settings) {
        String more = ",SCRAM://%s:%d,MTLS://%s:%d".formatted(HOST, scramPort, HOST, mtlsPort);
        settings.merge("listeners", more, String::concat);
        settings.merge("advertised.listeners", more, String::concat);
        settings.merge("listener.security.protocol.map", ",SCRAM:SASL_SSL,MTLS:SSL", String::concat);
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.mtls.ssl.client.auth", "required");
        settings.put("listener.name.mtls.ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
        settings.putAll(certificates.own("broker"));
        settings.putAll(certificates.trusted());
        settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
        settings.put("super.users", "User:ANONYMOUS");
    }

    /** Of somebody who may do all. */
    public KafkaConnection connection() {
        return KafkaConnection.to(kafka.bootstrapServers());
    }

    public String scramServers() {
        return HOST + ":" + scramPort;
    }

    public String mtlsServers() {
        return HOST + ":" + mtlsPort;
    }

    /** A user with a password; the properties with which it connects. */
    public Path scramUser(String name, String password) throws Exception {
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                .all()
                .get();
        return scramProperties(name, password);
    }

    /** What the broker shows, as text: who trusts it trusts the broker. */
    public String certificate() throws Exception {
        return certificates.pem("broker");
    }

    /** Those with which somebody says to be that user. */
    public Path scramProperties(String name, String password) throws IOException {
        return properties(
                name,
                certificates.trusted(),
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "SCRAM-SHA-512",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                                .formatted(name, password)));
    }

    /** The properties of a user with a certificate, which the broker trusts. */
    public Path mtlsProperties(String name) throws IOException {
        return properties(name, certificates.trusted(), certificates.own(name), Map.of("security.protocol", "SSL"));
    }

    @SafeVarargs
    private Path properties(String name, Map<String, String>... settings) throws IOException {
        var text = new StringBuilder();
        for (Map<String, String> some : settings) {
            some.forEach(
                    (key, value) -> text.append(key).append('=').append(value).append('\n'));
        }
        return Files.writeString(folder.resolve(name + ".properties"), text);
    }

    public static AclBinding allow(
            String user, AclOperation operation, ResourceType type, PatternType pattern, String resource) {
        return new AclBinding(
                new ResourcePattern(type, resource, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    /** Returns when the broker goes by them. */
    public void allow(Collection<AclBinding> acls) throws Exception {
        admin.createAcls(acls).all().get();
        for (AclBinding acl : acls) {
            await(acl, true);
        }
    }

    /** Returns when the broker no longer goes by it. */
    public void takeAway(AclBinding acl) throws Exception {
        admin.deleteAcls(List.of(acl.toFilter())).all().get();
        await(acl, false);
    }

    private void await(AclBinding acl, boolean there) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (admin.describeAcls(acl.toFilter()).values().get().isEmpty() == there) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%s is still %s".formatted(acl, there ? "not there" : "there"));
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        try (kafka) {
            admin.close();
        }
    }
}
