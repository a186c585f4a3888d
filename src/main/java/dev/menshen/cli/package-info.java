/** Commands beside {@code serve}: what is done from a shell, once. */
@NullMarked
package dev.menshen.cli;

import org.jspecify.annotations.NullMarked;
