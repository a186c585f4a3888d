package dev.menshen.web;

/** The one page for everything that is not a form: not found, not allowed, broken. */
public final class ErrorPages {

    /**
     * What the template shows.
     *
     * @param status the HTTP status, for which the bundles hold {@code error.<status>.title} and {@code error.<status>.text}
     *     (400, 403, 404, 405, 413, 415, 421, 429, 431, 500, 503)
     * @param reference the number under which the log has the cause, empty when there is nothing to look up
     */
    public record Model(View view, int status, String reference) {}
}
