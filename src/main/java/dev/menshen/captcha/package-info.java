/** The picture that asks whether a person is there: issuing, spending and drawing it. */
@NullMarked
package dev.menshen.captcha;

import org.jspecify.annotations.NullMarked;
