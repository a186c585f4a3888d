/** The book of events over a real database, and that no text can forge one. */
@NullMarked
package dev.menshen.audit;

import org.jspecify.annotations.NullMarked;
