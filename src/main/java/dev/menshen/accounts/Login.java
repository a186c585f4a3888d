package dev.menshen.accounts;

/**
 * What somebody signs in by: a phone number, an e-mail address, or else a user name.
 *
 * <p>The three never meet: no user name holds an {@code @}, and none reads as a phone number.
 *
 * @param kind which of the three
 * @param key the unique key to be found, the same for every spelling
 */
public record Login(Kind kind, String key) {

    /** Longer than anything that can be found. */
    private static final int MOST = 320;

    /**
     * Reads a login as somebody typed it; every text is one, though most find nobody.
     *
     * @param region where phone numbers without a country are from
     */
    public static Login read(String text, String region) {
        String stripped = text.strip();
        String typed = stripped.substring(0, Math.min(stripped.length(), MOST));
        return Phone.read(
                typed,
                region,
                phone -> new Login(Kind.PHONE, phone.e164()),
                noPhone -> Email.read(
                        typed,
                        email -> new Login(Kind.EMAIL, email.key()),
                        noEmail -> new Login(Kind.USERNAME, Username.key(typed))));
    }

    /** What a login can be. */
    public enum Kind {
        PHONE("phone"),
        EMAIL("email_key"),
        USERNAME("username_key");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }
}
