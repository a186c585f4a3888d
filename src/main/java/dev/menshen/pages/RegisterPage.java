package dev.menshen.pages;

import dev.menshen.web.FormView;
import dev.menshen.web.View;

/** Registration: six fields at most, every bad one marked at once. */
public final class RegisterPage {

    /**
     * What the template shows.
     *
     * @param open whether anybody may register now; when not, the page says so and has no form
     * @param sms whether a code sent to the phone is asked for
     * @param code the state of the last code sent from this browser for registration
     * @param passwordMin the fewest characters of a password
     */
    public record Model(View view, FormView form, boolean open, boolean sms, CodeState code, int passwordMin) {}
}
