package dev.menshen.pages;

import dev.menshen.web.View;

/** The first page: who you are, or how to come in. */
public final class HomePage {

    /** What the template shows. */
    public record Model(View view) {}
}
