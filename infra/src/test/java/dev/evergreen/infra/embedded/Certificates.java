package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Keys and self-signed certificates by the JDK's {@code keytool}, each in a store of its own, and a store that trusts some. */
final class Certificates {
    private static final String PASSWORD = "of-the-stores";

    private final Path folder;
    private final KeyStore trusted;

    Certificates(Path folder) throws Exception {
        this.folder = folder;
        trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD.toCharArray());
    }

    /** A key for that name, whose certificate is trusted. */
    void make(String name) throws Exception {
        Path store = store(name);
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        var own = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        trusted.setCertificateEntry(name, own.getCertificate(name));
        try (var out = Files.newOutputStream(truststore())) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    /** Settings of a client or a broker that shows that name's certificate. */
    Map<String, String> own(String name) {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                store(name).toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.key.password",
                PASSWORD);
    }

    Map<String, String> trusted() {
        return Map.of(
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                truststore().toString(),
                "ssl.truststore.password",
                PASSWORD);
    }

    /** That name's certificate as text. */
    String pem(String name) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder()
                        .encodeToString(trusted.getCertificate(name).getEncoded()));
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private Path truststore() {
        return folder.resolve("trusted.p12");
    }
}
