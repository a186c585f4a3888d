package dev.menshen.cli;

import dev.menshen.Printed;
import dev.menshen.TestDoor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A door, an application, and a real proxy that runs what is printed for that application in several places: on a port
 * of its own, for a group alone, under a path of the door's host, and where Menshen cannot be asked.
 */
final class GuardedHouse implements AutoCloseable {

    static final String BASE = "/door";

    final String proxy;
    final TestDoor door =
            TestDoor.open("base-path", BASE, "gate-hosts", "127.0.0.1,wiki.example.test", "captcha", "off");
    final EchoApp app = EchoApp.open();
    final SickGate sick = SickGate.open();
    final int own = ProxyProcess.freePort();
    final int staff = ProxyProcess.freePort();
    final int under = ProxyProcess.freePort();
    final int stripped = ProxyProcess.freePort();
    final int deaf = ProxyProcess.freePort();
    final int ill = ProxyProcess.freePort();
    final int named = ProxyProcess.freePort();
    private final ProxyProcess process;

    GuardedHouse(String proxy) {
        this.proxy = proxy;
        String door = "--door=" + this.door.uri();
        String gate = "--gate=" + this.door.uri();
        process = ProxyProcess.start(
                proxy,
                own,
                printed(at(own, ""), app.url(), door, gate),
                printed(at(staff, ""), app.url(), door, gate, "--groups=staff,开发"),
                printed(at(under, "/wiki"), app.url() + "/wiki", gate),
                printed(at(stripped, "/wiki/"), app.url() + "/inner", door, gate),
                printed(at(deaf, ""), app.url(), door, "--gate=http://127.0.0.1:" + ProxyProcess.freePort()),
                printed(at(ill, ""), app.url(), door, "--gate=" + sick.url()),
                printed("http://wiki.example.test:" + named, app.url(), door, gate));
    }

    private String printed(String app, String to, String... more) {
        List<String> words = new ArrayList<>(List.of(proxy, "--app=" + app, "--to=" + to, "--base-path=" + BASE));
        words.addAll(Arrays.asList(more));
        return Printed.proxy(words.toArray(String[]::new)).text();
    }

    private static String at(int port, String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** What the proxy has complained of. */
    String log() {
        return process.said();
    }

    @Override
    public void close() {
        process.close();
        app.close();
        sick.close();
        door.close();
    }
}
