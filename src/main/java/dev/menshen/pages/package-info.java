/** The pages themselves, one file a page. */
@NullMarked
package dev.menshen.pages;

import org.jspecify.annotations.NullMarked;
