/** Tests of the sessions. */
@NullMarked
package dev.menshen.sessions;

import org.jspecify.annotations.NullMarked;
