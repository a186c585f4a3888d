package dev.menshen.cli;

import java.util.Optional;

/**
 * What was typed behind {@code menshen proxy}, unread.
 *
 * @param proxy which one
 * @param app where browsers see the application
 * @param to where it is in truth
 * @param door how browsers see Menshen
 * @param gate how the proxy reaches Menshen
 * @param groups of which one is demanded
 */
public record ProxyOptions(
        Optional<String> proxy,
        Optional<String> app,
        Optional<String> to,
        Optional<String> door,
        Optional<String> gate,
        Optional<String> groups) {

    /** Nothing was typed. */
    public static final ProxyOptions NONE = new ProxyOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
