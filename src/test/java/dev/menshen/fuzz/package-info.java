/** What readers of untrusted text promise, for Jazzer to break; CONTRIBUTING.md says how to let it try. */
@NullMarked
package dev.menshen.fuzz;

import org.jspecify.annotations.NullMarked;
