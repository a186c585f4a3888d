/** A real Chromium at a real door: what people see and do there, with JavaScript and without it. */
@NullMarked
package dev.menshen.chromium;

import org.jspecify.annotations.NullMarked;
