package dev.menshen.chromium;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/**
 * What a page has asked for and what was said about it, since the browser was last asked.
 *
 * @param requests the addresses, in order
 * @param bytes all that came, headers too
 * @param complaints scripts that failed and what the page's policy forbade
 */
record Wire(List<String> requests, long bytes, List<String> complaints) {

    static Wire of(ChromeDriver driver) {
        List<String> requests = new ArrayList<>();
        long bytes = 0;
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonObject message =
                    JsonParser.parseString(entry.getMessage()).getAsJsonObject().getAsJsonObject("message");
            JsonObject params = message.getAsJsonObject("params");
            switch (message.get("method").getAsString()) {
                case "Network.requestWillBeSent" ->
                    requests.add(params.getAsJsonObject("request").get("url").getAsString());
                case "Network.loadingFinished" ->
                    bytes += params.get("encodedDataLength").getAsLong();
                default -> {}
            }
        }
        // That an answer was a 4xx is said here too; those are the tests' own doing.
        List<String> complaints = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> !message.contains("the server responded with a status of 4"))
                .toList();
        return new Wire(requests, bytes, complaints);
    }
}
