/** What happens around the door to the machine it runs on: killed, full, locked, damaged, set to another time. */
@NullMarked
package dev.menshen.faults;

import org.jspecify.annotations.NullMarked;
