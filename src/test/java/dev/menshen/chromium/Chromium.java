package dev.menshen.chromium;

import dev.menshen.TestDoor;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real headless Chromium with an empty profile, for one person after another. */
final class Chromium implements AutoCloseable {

    /** Selenium warns of every Chromium newer than itself, though only what no test here uses depends on it. */
    private final Logger versions = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final ChromeDriver driver;

    private Chromium(Map<String, Object> preferences, String... arguments) {
        versions.setLevel(Level.SEVERE);
        Programs programs = Programs.ofThisMachine();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(programs.browser().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // in a container as root there is no other way; it meets no page but ours
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars", // as on a telephone, where they take no room
                "--lang=zh-CN",
                "--user-data-dir=" + TestDoor.newFolder());
        options.addArguments(arguments);
        options.setExperimentalOption("prefs", preferences);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(programs.driver().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** A Chromium as people have it. */
    static Chromium start() {
        return new Chromium(quiet());
    }

    /** A Chromium in an intranet, where every name under this domain leads to this machine. */
    static Chromium startInIntranet(String domain) {
        return new Chromium(quiet(), "--host-resolver-rules=MAP *." + domain + " 127.0.0.1");
    }

    /** A Chromium in which JavaScript is switched off. */
    static Chromium startWithoutScripts() {
        Map<String, Object> preferences = new HashMap<>(quiet());
        preferences.put("profile.managed_default_content_settings.javascript", 2);
        return new Chromium(preferences);
    }

    /** Nothing of its own may pop up over the page. */
    private static Map<String, Object> quiet() {
        return Map.of(
                "credentials_enable_service", false,
                "profile.password_manager_enabled", false,
                "profile.password_manager_leak_detection", false,
                "intl.accept_languages", "zh-CN,zh");
    }

    /** Somebody new in front of this door: no cookie, nothing kept, nothing logged. */
    Person at(TestDoor door) {
        return at(door, door.uri());
    }

    /** The same, with the door under another name: the scheme, name and port that the person knows. */
    Person at(TestDoor door, URI known) {
        driver.get(known + "/health");
        Map<String, Object> kept = Map.of("securityOrigin", known.toString(), "isLocalStorage", false);
        driver.executeCdpCommand("DOMStorage.clear", Map.of("storageId", kept));
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        for (String log : List.of(LogType.BROWSER, LogType.PERFORMANCE)) {
            driver.manage().logs().get(log);
        }
        return new Person(driver, door, known);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
