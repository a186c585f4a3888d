package dev.menshen.pages;

import dev.menshen.web.FormView;
import dev.menshen.web.View;
import java.util.Optional;

/** Sign-in with user name, e-mail or phone, password, and the characters of a picture. */
public final class LoginPage {

    /**
     * What the template shows.
     *
     * @param captcha the id of this form's captcha, empty when none is asked for
     * @param next where to go afterwards, empty for the home page
     * @param welcome the name of somebody who has just registered in this browser
     */
    public record Model(View view, FormView form, Optional<String> captcha, String next, Optional<String> welcome) {}
}
