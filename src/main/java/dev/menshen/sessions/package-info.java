/** Who is signed in, in which browser, and until when. */
@NullMarked
package dev.menshen.sessions;

import org.jspecify.annotations.NullMarked;
