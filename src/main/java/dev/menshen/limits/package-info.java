/** How often something may be done, and per what. */
@NullMarked
package dev.menshen.limits;

import org.jspecify.annotations.NullMarked;
