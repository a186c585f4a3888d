package dev.menshen.cli;

import java.io.PrintStream;

/** What the doctor says, a line for each step: what was looked at, whether it is well, and if not, what to change. */
final class Report {

    /** A finding holds what strangers answered, which is to make no lines of its own and to fill no screen. */
    private static final int LONGEST = 1000;

    private final PrintStream out;
    private boolean well = true;

    Report(PrintStream out) {
        this.out = out;
    }

    void fine(String step, String finding) {
        line("ok", step, finding);
    }

    /** Not as it should be, but nothing that keeps anybody out. */
    void note(String step, String finding) {
        line("note", step, finding);
    }

    void trouble(String step, String finding, String mend) {
        well = false;
        line("!!", step, finding);
        out.printf("%-6s%-10s-> %s%n", "", "", mend);
    }

    /** Whether no trouble was found. */
    boolean isWell() {
        return well;
    }

    private void line(String mark, String step, String finding) {
        String plain = finding.replaceAll("[\\p{Cc}\\u2028\\u2029]", "?");
        String shown = plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
        out.printf("%-6s%-10s%s%n", mark, step, shown);
    }
}
