package dev.menshen.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * The addresses that one guesser has at hand: one of IPv4, a network of 64 bits of IPv6, which is what every subscriber
 * is given (RFC 6177, section 2).
 */
public final class AddressBlock {

    private static final int NETWORK_BYTES = 8;

    private AddressBlock() {}

    /** The block of this address, as text that is the same for all of it. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64"
                : address.getHostAddress();
    }
}
