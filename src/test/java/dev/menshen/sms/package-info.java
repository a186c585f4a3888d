/** One-time codes, tried from every side. */
@NullMarked
package dev.menshen.sms;

import org.jspecify.annotations.NullMarked;
