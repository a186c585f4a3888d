package dev.menshen;

import java.util.LinkedHashMap;
import java.util.Map;

/** People who come to the door in tests, and the ways they take. */
public final class People {

    /** A password that no rule has anything against. */
    public static final String PASSWORD = "correct horse 电池 staple";

    private People() {}

    /** A registration form, everything good, without a code. */
    public static Map<String, String> form(String name, String phone) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", name);
        form.put("email", (name.matches("[a-z0-9]+") ? name : "mail" + phone) + "@example.lan");
        form.put("password", PASSWORD);
        form.put("confirm_password", PASSWORD);
        form.put("mobile_phone", phone);
        return form;
    }

    /** Registers somebody where no code is asked for. */
    public static void register(TestDoor door, String name, String phone) {
        register(door, name, phone, "");
    }

    /** The same at a door under a path. */
    public static void register(TestDoor door, String name, String phone, String base) {
        Browser.Answer answer = door.browser().asScript().post(base + "/register", form(name, phone));
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
    }

    /** The sign-in form with a captcha that this browser has just been shown. */
    public static Map<String, String> login(TestDoor door, Browser browser, String login, String password) {
        browser.get("/image/code?id=form1");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", login);
        form.put("password", password);
        form.put("code", door.captcha("form1"));
        form.put("captcha_id", "form1");
        return form;
    }

    /** Signs somebody in with the password; the browser asks for JSON from then on. */
    public static Browser.Answer signIn(TestDoor door, Browser browser, String login) {
        return browser.asScript().post("/login", login(door, browser, login, PASSWORD));
    }

    /** Asks for so many codes from this machine's address, each to another number, which nobody has. */
    public static void askForCodes(TestDoor door, int times) {
        for (int i = 0; i < times; i++) {
            Map<String, String> press = Map.of("mobile_phone", "136" + (10_000_000 + i), "tpl", "login");
            Browser.Answer answer = door.browser().asScript().post("/send/sms", press);
            if (answer.status() != 200) {
                throw new AssertionError(answer.status() + " " + answer.body());
            }
        }
    }

    /** Registers somebody and signs them in. */
    public static Browser member(TestDoor door, String name, String phone) {
        register(door, name, phone);
        Browser browser = door.browser();
        Browser.Answer answer = signIn(door, browser, name);
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return browser;
    }
}
