package dev.menshen.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, no matter who took it: the HTTP server by itself, for {@link ShortWay}, or the application. The
 * decision on it is kept with it, so that one who hands it on is not asked again.
 */
public interface Question {

    /** The first header of this name. */
    @Nullable
    String header(String name);

    /** The one header of this name; none where it stands more often, for nobody can tell which one is meant. */
    @Nullable
    String single(String name);

    /** The query as it was sent. */
    @Nullable
    String query();

    /** The values of all cookies of this name. */
    List<String> cookies(String name);

    /** What was kept by {@link #keep}, by whoever had it before. */
    @Nullable
    Object kept();

    /** Keeps what was decided. */
    void keep(Object decision);
}
