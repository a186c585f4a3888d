/** What a browser sent, and everything that is wrong with it, field by field. */
@NullMarked
package dev.menshen.forms;

import org.jspecify.annotations.NullMarked;
