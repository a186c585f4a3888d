/** Every store held to one contract, and the fixtures that tests of what is kept in stores share. */
@NullMarked
package dev.menshen.store;

import org.jspecify.annotations.NullMarked;
