package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of its own making for this machine, by the JDK's own keytool: as Java keeps it in {@code house.p12}, and
 * as proxies read it in {@code house.crt} and {@code house.key}.
 */
final class Certificate {

    private static final String WORD = "changeit";

    private final KeyStore keys;

    private Certificate(KeyStore keys) {
        this.keys = keys;
    }

    /** The one that lies in this folder; it is made where there is none yet. */
    static Certificate make(Path folder) {
        Path store = folder.resolve("house.p12");
        try {
            if (!Files.exists(store)) {
                keytool(
                        "-genkeypair -alias house -keyalg EC -dname CN=127.0.0.1 -validity 2 -ext san=ip:127.0.0.1,dns:localhost"
                                + " -storetype PKCS12 -storepass " + WORD + " -keystore " + store);
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), WORD.toCharArray());
            write(
                    folder.resolve("house.crt"),
                    "CERTIFICATE",
                    keys.getCertificate("house").getEncoded());
            write(
                    folder.resolve("house.key"),
                    "PRIVATE KEY",
                    keys.getKey("house", WORD.toCharArray()).getEncoded());
            return new Certificate(keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a server of TLS needs that shows it. */
    SSLContext context() {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, WORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String name, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n");
    }

    private static void keytool(String words) throws IOException {
        String program =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                Stream.concat(Stream.of(program), Stream.of(words.split(" "))).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as(said).isZero();
    }
}
