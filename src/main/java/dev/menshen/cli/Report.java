package dev.menshen.cli;

import java.io.PrintStream;

/** What the doctor says, a line for each step: what was looked at, whether it is well, and if not, what to change. */
final class Report {

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
        out.printf("%-6s%-10s%s%n", mark, step, finding);
    }
}
