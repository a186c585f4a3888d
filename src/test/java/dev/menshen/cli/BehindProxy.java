package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.accounts.FullName;
import dev.menshen.accounts.GroupName;
import dev.menshen.cli.RawRequest.Answer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A guarded house behind one real proxy, and people who are signed in at its door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BehindProxy {

    private static final List<String> IDENTITY = List.of("Remote-User", "Remote-Name", "Remote-Email", "Remote-Groups");

    @AutoClose
    GuardedHouse house;

    String alice;
    String bob;

    abstract String proxy();

    @BeforeAll
    void open() {
        ProxyProcess.demand(proxy());
        house = new GuardedHouse(proxy());
        alice = cookie(member("alice", "13800138000"));
        bob = cookie(member("张三", "13900139000"));
        house.door.accounts().setGroups(id("张三"), Set.of(group("开发"), group("admins")));
        house.door.accounts().setFullName(id("张三"), FullName.read("张 三%"));
    }

    /** A request that a client writes by hand. */
    static RawRequest get(int port, String target) {
        return RawRequest.get(port, target);
    }

    /** A browser's opening of a web socket. */
    static RawRequest socket(int port) {
        return get(port, "/socket")
                .connection("Upgrade")
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", "13")
                .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .with("Origin", "http://127.0.0.1:" + port);
    }

    /** The same with every header of ours, in every spelling that reads like it, said by the client. */
    static RawRequest forged(RawRequest request) {
        for (String header : IDENTITY) {
            for (String name : List.of(
                    header,
                    header.toUpperCase(Locale.ROOT),
                    header.toLowerCase(Locale.ROOT),
                    header,
                    header.replace('-', '_'),
                    header.toUpperCase(Locale.ROOT).replace('-', '_'),
                    header.replace('-', '.'),
                    header.replace('-', '~'))) {
                request.with(name, "mallory");
            }
        }
        return request;
    }

    /** Registers somebody and signs them in, at the door itself. */
    Browser member(String name, String phone) {
        People.register(house.door, name, phone, GuardedHouse.BASE);
        Browser browser = house.door.browser().asScript();
        Map<String, String> form = Map.of("username", name, "password", People.PASSWORD);
        assertThat(browser.post("/door/login", form).status()).isEqualTo(200);
        return browser;
    }

    /** The cookie by which a browser is known. */
    static String cookie(Browser browser) {
        return "menshen=" + browser.cookie("menshen").orElseThrow();
    }

    long id(String name) {
        return house.door
                .accounts()
                .find(house.door.accounts().login(name))
                .orElseThrow()
                .id();
    }

    static GroupName group(String name) {
        return GroupName.read(name).orElseThrow();
    }

    static String decoded(Answer answer, String header) {
        return URLDecoder.decode(answer.received(header).get(0), StandardCharsets.UTF_8);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
