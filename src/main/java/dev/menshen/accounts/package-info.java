/** The people who may come in: their names, addresses, phones and passwords. */
@NullMarked
package dev.menshen.accounts;

import org.jspecify.annotations.NullMarked;
