/** Who did what at the door, when and from where: one line in the log and one row in the database for each event. */
@NullMarked
package dev.menshen.audit;

import org.jspecify.annotations.NullMarked;
