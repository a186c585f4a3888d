package dev.menshen.sms;

/**
 * A code as the store keeps it.
 *
 * @param hash of the code with its phone and purpose, under the server's key
 * @param tries how often another text was, or is just being, compared with it
 * @param spent whether it was used
 */
record KeptCode(String hash, int tries, boolean spent) {

    /** A code just sent. */
    static KeptCode fresh(String hash) {
        return new KeptCode(hash, 0, false);
    }

    /** What {@link #text} made. */
    static KeptCode read(String text) {
        String[] part = text.split(" ", 3);
        return new KeptCode(part[2], Integer.parseInt(part[0]), part[1].equals("spent"));
    }

    /** As the store's value. */
    String text() {
        return tries + (spent ? " spent " : " open ") + hash;
    }

    KeptCode oneTryMore() {
        return new KeptCode(hash, tries + 1, spent);
    }

    KeptCode oneTryLess() {
        return new KeptCode(hash, tries - 1, spent);
    }

    KeptCode asSpent() {
        return new KeptCode(hash, tries, true);
    }

    KeptCode withHash(String other) {
        return new KeptCode(other, tries, spent);
    }
}
