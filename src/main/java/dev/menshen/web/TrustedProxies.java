package dev.menshen.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The addresses and networks whose forwarded headers are believed. */
public final class TrustedProxies {

    private static final Pattern ADDRESS = Pattern.compile(
            "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Reads a list with commas of addresses and of networks in CIDR notation (RFC 4632); an empty text trusts nobody.
     *
     * @throws IllegalArgumentException when an entry is neither
     */
    public static TrustedProxies read(String text) {
        List<Network> networks = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] parts = entry.strip().split("/", -1);
            InetAddress address = address(parts[0]).orElseThrow(() -> new IllegalArgumentException(entry));
            int bits = address.getAddress().length * 8;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (parts.length > 2 || prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException(entry);
            }
            networks.add(new Network(address, prefix));
        }
        return new TrustedProxies(networks);
    }

    /** The address that this text writes in digits; names are never looked up. */
    public static Optional<InetAddress> address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether the headers of a peer at this address are believed. */
    public boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private record Network(InetAddress address, int prefix) {

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            int whole = prefix / 8;
            int rest = prefix % 8;
            return ours.length == theirs.length
                    && Arrays.equals(ours, 0, whole, theirs, 0, whole)
                    && (rest == 0 || (ours[whole] & 0xff) >> (8 - rest) == (theirs[whole] & 0xff) >> (8 - rest));
        }
    }
}
