/** The door as a whole: starting it, its settings, its routes, and the Javalin plugin that it is. */
@NullMarked
package dev.menshen;

import org.jspecify.annotations.NullMarked;
