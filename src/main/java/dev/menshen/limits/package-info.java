/** How often somebody may try, and how long to wait when it was too often. */
@NullMarked
package dev.menshen.limits;

import org.jspecify.annotations.NullMarked;
