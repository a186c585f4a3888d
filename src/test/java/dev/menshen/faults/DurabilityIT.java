package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order in which the system is asked for things, as strace sees it: first the disk, then the answer. */
class DurabilityIT {

    @Test
    void whatIsAnsweredIsOnTheDiskBeforeTheAnswerIsSent() throws IOException {
        Command.assumeThereIs("strace", "strace");
        try (JarProcess door = JarProcess.open(TestDoor.newFolder(), "--captcha", "off")) {
            List<Trace.Answer> answers;
            try (Trace trace = Trace.of(door.pid())) {
                Browser browser = door.browser().asScript();
                done(browser.get("/login"));
                done(browser.post("/register", People.form("alice", "13800138000")));
                done(browser.post("/login", Map.of("username", "alice", "password", People.PASSWORD)));
                done(browser.get("/session/me"));
                done(browser.post("/logout", Map.of()));
                answers = trace.answers();
            }
            Trace.Answer nothing = new Trace.Answer(false, false);
            Trace.Answer safe = new Trace.Answer(true, true);
            // The looks show that what is seen before the others is not seen always.
            assertThat(answers).containsExactly(nothing, safe, safe, nothing, safe);
        }
    }

    private static void done(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
