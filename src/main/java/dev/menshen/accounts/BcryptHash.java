package dev.menshen.accounts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** A bcrypt hash from another program, such as {@code $2b$12$…}; like every bcrypt it knows only the first 72 bytes. */
final class BcryptHash implements StoredHash {

    private static final Pattern KIND = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    /** The work doubles with each step; 14 takes seconds, and less than 4 is none. */
    private static final int LEAST_COST = 4;

    private static final int MOST_COST = 14;

    private final String text;

    private BcryptHash(String text) {
        this.text = text;
    }

    static Optional<BcryptHash> read(String text) {
        Matcher kind = KIND.matcher(text);
        if (!kind.matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(kind.group(1));
        return cost >= LEAST_COST && cost <= MOST_COST ? Optional.of(new BcryptHash(text)) : Optional.empty();
    }

    @Override
    public boolean matches(String password, HashMemory memory) {
        return OpenBSDBCrypt.checkPassword(text, password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean isOutdated() {
        return true;
    }
}
