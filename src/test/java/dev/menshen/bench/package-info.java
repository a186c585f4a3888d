/**
 * How fast the door is, as ratios to a bare Javalin handler that runs beside it: no test, but a program of its own.
 */
@NullMarked
package dev.menshen.bench;

import org.jspecify.annotations.NullMarked;
