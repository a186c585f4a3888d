package dev.menshen.bench;

import java.io.IOException;
import java.sql.SQLException;

/** Rows that belong together, and can be measured without the others in a few minutes. */
interface Rows {

    /** Measures and prints them. */
    void measure(Ground ground) throws IOException, SQLException;
}
