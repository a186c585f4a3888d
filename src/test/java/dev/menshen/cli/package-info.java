/** Tests of the commands, and real proxies that run what they print. */
@NullMarked
package dev.menshen.cli;

import org.jspecify.annotations.NullMarked;
