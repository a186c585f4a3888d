package dev.menshen.web;

import dev.menshen.store.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that pages load: style sheet, script and icon. Each is served under a name that carries a hash of its
 * content, so that browsers may keep it for ever.
 */
public final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "css",
            "text/css; charset=utf-8",
            "js",
            "text/javascript; charset=utf-8",
            "svg",
            "image/svg+xml; charset=utf-8");
    private static final List<String> NAMES = List.of("menshen.css", "menshen.js", "menshen.svg");

    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, Asset> byHashedName = new HashMap<>();

    /** Reads the files from the jar. */
    public Assets() {
        for (String name : NAMES) {
            byte[] plain = read(name);
            String ending = name.substring(name.lastIndexOf('.') + 1);
            String hash = HexFormat.of().formatHex(Tokens.sha256().digest(plain), 0, 6);
            String hashed = name.substring(0, name.length() - ending.length()) + hash + "." + ending;
            paths.put(name, "/asset/" + hashed);
            byHashedName.put(hashed, new Asset(Objects.requireNonNull(TYPES.get(ending)), plain));
        }
    }

    /** The path of a file below the base path, by its plain name. */
    public String path(String name) {
        return Optional.ofNullable(paths.get(name)).orElseThrow(() -> new IllegalArgumentException("no asset " + name));
    }

    /** The file of this hashed name. */
    public Optional<Asset> find(String hashedName) {
        return Optional.ofNullable(byHashedName.get(hashedName));
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("asset/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file. */
    public static final class Asset {

        private final String type;
        private final byte[] plain;

        /** Made when a browser first asks for it, and not at every start. */
        private volatile byte @Nullable [] zipped;

        private Asset(String type, byte[] plain) {
            this.type = type;
            this.plain = plain;
        }

        /** Its content type. */
        public String type() {
            return type;
        }

        /** Its bytes, for reading only. */
        public byte[] plain() {
            return plain;
        }

        /** Its bytes, compressed by gzip, for reading only. Two who come first at once may each make them. */
        public byte[] zipped() {
            byte[] made = zipped;
            if (made == null) {
                made = zip(plain);
                zipped = made;
            }
            return made;
        }

        private static byte[] zip(byte[] plain) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 3);
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }
}
