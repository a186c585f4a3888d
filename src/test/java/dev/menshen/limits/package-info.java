/** The limits, tried from every side. */
@NullMarked
package dev.menshen.limits;

import org.jspecify.annotations.NullMarked;
