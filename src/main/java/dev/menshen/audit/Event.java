package dev.menshen.audit;

/**
 * Something that happened; its texts are {@link Plain}, whoever gave them.
 *
 * @param method by what it was done or tried
 * @param address of the network, from which it was done
 * @param reason why it was refused, or more on what was done; a word of ours such as {@code wrong-password}
 */
public record Event(What what, Subject who, Method method, String address, String reason) {

    public Event {
        // Which of our network cards a link-local address belongs to means nothing in a log.
        address = Plain.word(address.replaceFirst("%.*", ""));
        reason = Plain.text(reason);
    }

    /** Something that was done by nothing, and needs no reason. */
    public Event(What what, Subject who, String address) {
        this(what, who, Method.NONE, address, "");
    }
}
