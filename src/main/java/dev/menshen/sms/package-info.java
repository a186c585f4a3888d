/** One-time codes by text message, and the gateways that carry them. */
@NullMarked
package dev.menshen.sms;

import org.jspecify.annotations.NullMarked;
