package dev.menshen.bench;

/**
 * A row of the table that is printed.
 *
 * @param ratio with its spread; or what else is compared with the goal
 * @param verdict whether the goal is met
 */
record Row(String what, String limit, String menshen, String ratio, String goal, String verdict) {

    /** The first two lines of the table. */
    static final String HEAD = "| what | limit | Menshen | ratio (least–most) | goal | |\n|---|---|---|---|---|---|";

    static String verdict(boolean met) {
        return met ? "met" : "not met";
    }

    @Override
    public String toString() {
        return "| " + String.join(" | ", what, limit, menshen, ratio, goal, verdict) + " |";
    }
}
