/** HTTP without any page: who is asking, whether they may, and how answers are written. */
@NullMarked
package dev.menshen.web;

import org.jspecify.annotations.NullMarked;
