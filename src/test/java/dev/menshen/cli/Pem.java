package dev.menshen.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate and its key as nginx reads them, out of a store as Java keeps them. */
final class Pem {

    private Pem() {}

    static void write(Path store, Path certificate, Path key) throws IOException {
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
            write(certificate, "CERTIFICATE", keys.getCertificate("house").getEncoded());
            write(
                    key,
                    "PRIVATE KEY",
                    keys.getKey("house", "changeit".toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String name, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n");
    }
}
