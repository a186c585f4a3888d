/** The picture that asks whether a person is there, and its sound: issuing, spending, drawing and speaking it. */
@NullMarked
package dev.menshen.captcha;

import org.jspecify.annotations.NullMarked;
