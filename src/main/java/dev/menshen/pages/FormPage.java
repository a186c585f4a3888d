package dev.menshen.pages;

import dev.menshen.forms.Errors;
import dev.menshen.forms.Sent;
import io.javalin.http.Context;

/** A page with a form that can be shown again as it was sent, with what is wrong beside its fields. */
@FunctionalInterface
public interface FormPage {

    /** Answers with the form again, or with its errors as JSON, under this HTTP status. */
    void again(Context ctx, int status, Sent sent, Errors errors);
}
