/** Where things are kept: the database, and entries that expire by themselves in memory or Redis. */
@NullMarked
package dev.menshen.store;

import org.jspecify.annotations.NullMarked;
