package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.TestDoor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody at the door with a Chromium: reads, types, clicks. */
final class Person {

    /** More than any answer takes on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;
    private final TestDoor door;
    private final URI known;

    Person(ChromeDriver driver, TestDoor door, URI known) {
        this.driver = driver;
        this.door = door;
        this.known = known;
    }

    /** The browser itself, for what a person can't do. */
    ChromeDriver driver() {
        return driver;
    }

    // ---- Doing

    void visit(String path) {
        driver.get(known + path);
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Types this in place of what stands in the field. */
    void type(String field, String text) {
        door.canaries().typed(Map.of(field, text));
        WebElement input = input(field);
        input.clear();
        input.sendKeys(text);
    }

    /** Types wherever the cursor is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Copies the text out of one field and pastes it into another, by keyboard. */
    void copy(String from, String to) {
        input(from).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.chord(Keys.CONTROL, "c"));
        input(to).sendKeys(Keys.chord(Keys.CONTROL, "v"));
    }

    void click(String css) {
        find(css).click();
    }

    /** Clicks the button or link with these words in the header. */
    void clickInHeader(String words) {
        driver.findElements(By.cssSelector(".head a, .head button")).stream()
                .filter(element -> element.getText().equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError(words + " is not in: " + header()))
                .click();
    }

    void submit() {
        click(".form .primary");
    }

    /** Types the answer of the captcha that the page shows. */
    void answerTheCaptcha() {
        answerTheCaptcha("code");
    }

    /** The same where its characters have a field of this name. */
    void answerTheCaptcha(String field) {
        type(field, captcha());
    }

    /** The answer of the captcha that the page shows. */
    String captcha() {
        until("the picture is there", this::pictureIsThere);
        return door.captcha(value("captcha_id"));
    }

    // ---- Reading

    /** Where the browser is, below the door. */
    String path() {
        return Objects.requireNonNull(driver.getCurrentUrl()).replace(known.toString(), "");
    }

    /** The header's words, without the notice of development mode. */
    String header() {
        return text(".head");
    }

    String text(String css) {
        return find(css).getText();
    }

    /** The attribute, or an empty text. */
    String attribute(String css, String name) {
        return Objects.requireNonNullElse(find(css).getDomAttribute(name), "");
    }

    boolean sees(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    String value(String field) {
        return Objects.requireNonNullElse(input(field).getDomProperty("value"), "");
    }

    /** What stands beside a field that is marked as bad; nothing where it is not marked. */
    String problem(String field) {
        boolean marked = "true".equals(input(field).getDomAttribute("aria-invalid"));
        assertThat(sees("#" + field + "-error"))
                .as("%s is marked and has a message", field)
                .isEqualTo(marked);
        return marked ? text("#" + field + "-error") : "";
    }

    /** The names of the fields that are marked as bad, in the order of the page. */
    List<String> badFields() {
        return driver.findElements(By.cssSelector("[aria-invalid='true']")).stream()
                .map(input -> Objects.requireNonNull(input.getDomAttribute("name")))
                .toList();
    }

    /** The name of the field that has the cursor. */
    String cursor() {
        return Objects.requireNonNullElse(driver.switchTo().activeElement().getDomAttribute("name"), "");
    }

    /** The address of the captcha's picture, which changes with the picture. */
    String shownPicture() {
        return Objects.requireNonNullElse(find(".picture img").getDomProperty("currentSrc"), "");
    }

    boolean pictureIsThere() {
        return !"0".equals(find(".picture img").getDomProperty("naturalWidth"))
                && "true".equals(find(".picture img").getDomProperty("complete"));
    }

    /** Whether the captcha is being played right now. */
    boolean hears() {
        return heard("paused") == 0 && heard("currentTime") > 0;
    }

    /** What the player of the captcha says of itself, as a number; -1 where there is none yet. */
    double heard(String property) {
        Object said = driver.executeScript(
                "const sound = document.querySelector('.hear').menshenSound; return sound ? Number(sound[arguments[0]]) : -1",
                property);
        return said instanceof Number number ? number.doubleValue() : -1;
    }

    // ---- Waiting

    void until(String what, BooleanSupplier isSo) {
        new WebDriverWait(driver, PATIENCE)
                .pollingEvery(Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; the page at " + path() + " says: " + text("body"))
                .until(browser -> isSo.getAsBoolean());
    }

    /** Waits until a page of this path is there. */
    void arrivesAt(String path) {
        until(
                "arrives at " + path,
                () -> path().equals(path)
                        && !driver.findElements(By.tagName("footer")).isEmpty());
    }

    private WebElement input(String field) {
        return find("input[name='" + field + "']");
    }

    private WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }
}
