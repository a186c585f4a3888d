package dev.menshen.web;

import dev.menshen.limits.AddressBlock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections one address may hold open. Trusted proxies are not counted: whole houses come through one of
 * them.
 */
final class AddressLimit implements SelectorManager.AcceptListener {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");

    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong said = new AtomicLong(System.nanoTime() - 2 * PAUSE);
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final Map<SelectableChannel, String> counted = new ConcurrentHashMap<>();
    private final TrustedProxies proxies;
    private final int most;

    AddressLimit(TrustedProxies proxies, int most) {
        this.proxies = proxies;
        this.most = most;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        peer(channel)
                .filter(peer -> !proxies.trusts(peer))
                .map(AddressBlock::of)
                .ifPresent(block -> {
                    counted.put(channel, block);
                    int now = open.merge(block, 1, Integer::sum);
                    if (now > most) {
                        close(channel);
                        say(block);
                    }
                });
    }

    /** Once in a while, for a flood of connections must not become one of words. */
    private void say(String block) {
        long now = System.nanoTime();
        long before = said.get();
        if (now - before > PAUSE && said.compareAndSet(before, now)) {
            LOG.warn("{} has {} connections open; more from there are closed", block, most);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        String block = counted.remove(channel);
        if (block != null) {
            open.computeIfPresent(block, (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    private static Optional<InetAddress> peer(SelectableChannel channel) {
        try {
            return channel instanceof SocketChannel socket
                            && socket.getRemoteAddress() instanceof InetSocketAddress address
                    ? Optional.ofNullable(address.getAddress())
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a refused connection did not close", e);
        }
    }
}
