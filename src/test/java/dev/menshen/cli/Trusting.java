package dev.menshen.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A TLS client that takes every certificate, for servers that the test has started itself. */
final class Trusting implements X509TrustManager {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private Trusting() {}

    static Socket socket(InetAddress host, int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context.getSocketFactory().createSocket(host, port);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the server at this port of loopback shows a certificate, for some make theirs after they listen. */
    static void await(int port) {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            try (Socket socket = socket(InetAddress.getLoopbackAddress(), port)) {
                ((SSLSocket) socket).startHandshake();
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("no TLS at port " + port, notYet);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        // No client is known by one.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        // The server is ours.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
