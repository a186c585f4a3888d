/** The words of the door in Chinese and English. */
@NullMarked
package dev.menshen.text;

import org.jspecify.annotations.NullMarked;
