package dev.menshen.pages;

import dev.menshen.web.FormView;
import dev.menshen.web.View;

/** Sign-in with a code sent to the phone. */
public final class LoginSmsPage {

    /**
     * What the template shows.
     *
     * @param code the state of the last code sent from this browser for signing in
     * @param next where to go afterwards, empty for the home page
     */
    public record Model(View view, FormView form, CodeState code, String next) {}
}
