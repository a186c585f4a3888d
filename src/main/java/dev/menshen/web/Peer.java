package dev.menshen.web;

import dev.menshen.limits.AddressBlock;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the browser's side of a request, through any proxies in between: its address, and the origin it
 * sees us under. Forwarded headers count only as far as trusted proxies wrote them.
 */
public final class Peer {

    private static final String ORIGIN = "dev.menshen.origin";

    private final TrustedProxies proxies;
    private final Optional<Origin> publicUrl;
    private final Unbelieved unbelieved;

    /** Whoever asked last; behind a proxy it is the same one for ever. */
    private volatile Judged last = new Judged("", false);

    /** How we were called last; an intranet knows us by one name or two. */
    private volatile Called called = new Called("", "", Optional.empty());

    public Peer(TrustedProxies proxies, Optional<Origin> publicUrl, InstantSource clock) {
        this.proxies = proxies;
        this.publicUrl = publicUrl;
        this.unbelieved = new Unbelieved(clock);
    }

    /** An address, and whether it is a trusted proxy's. */
    private record Judged(String remote, boolean believed) {}

    /** A scheme and what stood in {@code Host}, and the origin that they make. */
    private record Called(String scheme, @Nullable String host, Optional<Origin> origin) {

        boolean isSame(String otherScheme, @Nullable String otherHost) {
            return scheme.equals(otherScheme) && Objects.equals(host, otherHost);
        }
    }

    /** The client's address: {@code X-Forwarded-For} from right to left, up to the first that is no trusted proxy. */
    public String address(Context ctx) {
        Optional<InetAddress> direct = direct(ctx);
        if (direct.isEmpty() || !proxies.trusts(direct.get())) {
            unbelieved.noticed(ctx, remote(ctx));
            return remote(ctx);
        }
        InetAddress nearest = direct.get();
        for (String hop : hops(ctx)) {
            Optional<InetAddress> address = TrustedProxies.address(hop);
            if (address.isEmpty()) {
                break;
            }
            nearest = address.get();
            if (!proxies.trusts(nearest)) {
                break;
            }
        }
        return nearest.getHostAddress();
    }

    /** The block of addresses that the client has at hand, for counting. */
    public String block(Context ctx) {
        String address = address(ctx);
        return TrustedProxies.address(address).map(AddressBlock::of).orElse(address);
    }

    /** The setting that says what the browser sees, where it was set. */
    public Optional<Origin> publicUrl() {
        return publicUrl;
    }

    /** The origin that the browser's address bar shows; empty when the request names no usable host. */
    public Optional<Origin> origin(Context ctx) {
        if (publicUrl.isPresent()) {
            return publicUrl;
        }
        Optional<Origin> known = ctx.attribute(ORIGIN);
        if (known == null) {
            known = shown(ctx);
            ctx.attribute(ORIGIN, known);
        }
        return known;
    }

    /** Whether the request itself says that the browser's side is https, whatever the setting says. */
    boolean isToldHttps(Context ctx) {
        return shown(ctx).filter(Origin::isHttps).isPresent();
    }

    private Optional<Origin> shown(Context ctx) {
        boolean believed = isBelieved(ctx);
        Optional<String> scheme = believed ? single(ctx, "X-Forwarded-Proto") : Optional.empty();
        Optional<String> host = believed ? single(ctx, "X-Forwarded-Host") : Optional.empty();
        return origin(
                scheme.filter(text -> text.equalsIgnoreCase("https")).isPresent()
                        ? "https"
                        : ctx.req().getScheme(),
                host.orElseGet(() -> ctx.req().getHeader("Host")));
    }

    private Optional<Origin> origin(String scheme, @Nullable String host) {
        Called known = called;
        if (!known.isSame(scheme, host)) {
            known = new Called(scheme, host, Origin.of(scheme, host));
            called = known;
        }
        return known.origin();
    }

    /**
     * Whether this is the origin that the browser sees us under. Where no public URL is set the scheme is left out of
     * the comparison, for a proxy that ends TLS may not have told us of it.
     */
    public boolean isSeenAs(Context ctx, Origin theirs) {
        return publicUrl
                .map(theirs::equals)
                .orElseGet(() -> origin(ctx)
                        .flatMap(ours -> Origin.of(theirs.scheme(), ours.authority()))
                        .filter(theirs::equals)
                        .isPresent());
    }

    /**
     * The host that a text message may be bound to. Where no public URL is set, a host with a dot in its name is only
     * what somebody claims, and may be theirs: then there is none.
     */
    public Optional<String> surelyOurHost(Context ctx) {
        return origin(ctx)
                .map(Origin::host)
                .filter(host -> publicUrl.isPresent()
                        || host.indexOf('.') < 0
                        || TrustedProxies.address(host).isPresent());
    }

    /** Whether the browser's side is https. */
    public boolean isHttps(Context ctx) {
        return origin(ctx).map(Origin::isHttps).orElse(false);
    }

    /** Whether the one who connected to us is a trusted proxy. */
    public boolean isBelieved(Context ctx) {
        String remote = remote(ctx);
        Judged judged = last;
        if (!judged.remote().equals(remote)) {
            judged = new Judged(remote, direct(ctx).filter(proxies::trusts).isPresent());
            last = judged;
        }
        if (!judged.believed()) {
            unbelieved.noticed(ctx, remote);
        }
        return judged.believed();
    }

    private static Optional<InetAddress> direct(Context ctx) {
        return TrustedProxies.address(remote(ctx));
    }

    /** The server writes IPv6 addresses in brackets, and names the network card of a link-local one. */
    private static String remote(Context ctx) {
        String address = ctx.req().getRemoteAddr();
        int start = address.startsWith("[") ? 1 : 0;
        int card = address.indexOf('%');
        int end = card >= 0 ? card : address.length() - start;
        return address.substring(start, end);
    }

    private static List<String> hops(Context ctx) {
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(ctx.req().getHeaders("X-Forwarded-For"))) {
            for (String hop : header.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        Collections.reverse(hops);
        return hops;
    }

    private static Optional<String> single(Context ctx, String name) {
        return Optional.ofNullable(ctx.header(name)).filter(text -> !text.isEmpty() && text.indexOf(',') < 0);
    }
}
