/** What a reverse proxy asks about every request to the applications behind it: who is this, and may they. */
@NullMarked
package dev.menshen.gate;

import org.jspecify.annotations.NullMarked;
