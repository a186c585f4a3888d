package dev.menshen.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What one client has of addresses: an IPv4 address, or an IPv6 network of 64 bits, in which it can take any it likes. */
public final class AddressBlock {

    private static final int NETWORK_BYTES = 8;

    private AddressBlock() {}

    /** The block of an address, as a text to count under. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }

    /** The same for an address written in digits; a text that is none is a block of its own. */
    public static String of(String address) {
        return TrustedProxies.address(address).map(AddressBlock::of).orElse(address);
    }
}
