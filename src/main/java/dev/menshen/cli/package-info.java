/** What the jar's commands do that open no door: they print, and say what they see. */
@NullMarked
package dev.menshen.cli;

import org.jspecify.annotations.NullMarked;
