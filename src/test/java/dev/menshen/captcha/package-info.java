/** The captcha, tried from every side. */
@NullMarked
package dev.menshen.captcha;

import org.jspecify.annotations.NullMarked;
