package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.HandClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutgoingTest {

    private final HandClock clock = new HandClock();
    private final BlockingQueue<SmsMessage> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<Exception> failed = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    private static SmsMessage message(int i) {
        return new SmsMessage("+86138001" + (38000 + i), Purpose.LOGIN, "012345", "text");
    }

    private void sendWhenOpen(SmsMessage message) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new NoAnswer("interrupted");
        }
        sent.add(message);
    }

    @Test
    void whoeverAsksDoesNotWaitForTheGateway() throws InterruptedException {
        Outgoing outgoing = Outgoing.later(this::sendWhenOpen, clock);
        outgoing.send(message(0), failed::add);
        assertThat(sent).isEmpty();
        gate.countDown();
        assertThat(sent.poll(20, TimeUnit.SECONDS)).isEqualTo(message(0));
        outgoing.close();
        assertThat(failed).isEmpty();
    }

    @Test
    void twoHundredAreUnderWayAtMost() {
        Outgoing outgoing = Outgoing.later(this::sendWhenOpen, clock);
        for (int i = 0; i < 200; i++) {
            assertThat(outgoing.hasRoom()).as("%d", i).isTrue();
            outgoing.send(message(i), failed::add);
        }
        assertThat(outgoing.hasRoom()).isFalse();
        assertThat(failed).isEmpty();
        outgoing.send(message(200), failed::add);
        assertThat(failed).as("told later, not to whoever asks").isEmpty();
        gate.countDown();
        outgoing.close();
        assertThat(sent).hasSize(200).doesNotContain(message(200));
        assertThat(failed).singleElement().satisfies(e -> assertThat(e).hasMessage("too many are under way"));
        assertThat(outgoing.hasRoom()).as("after the end").isFalse();
    }

    @Test
    void aTextWithoutRoomTakesNoPlaceWhenItIsGivenUp() throws InterruptedException {
        Outgoing outgoing = Outgoing.later(this::sendWhenOpen, clock);
        for (int i = 0; i < 400; i++) {
            outgoing.send(message(i), failed::add);
        }
        gate.countDown();
        for (int i = 0; i < 200; i++) {
            assertThat(failed.poll(20, TimeUnit.SECONDS)).hasMessage("too many are under way");
        }
        for (int i = 0; i < 200; i++) {
            assertThat(sent.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        outgoing.close();
        assertThat(failed).isEmpty();
    }

    @Test
    void aTextThatComesAfterTheEndFailsThereAndThen() {
        Outgoing outgoing = Outgoing.later(this::sendWhenOpen, clock);
        outgoing.close();
        outgoing.send(message(0), failed::add);
        assertThat(failed).hasSize(1);
    }

    @Test
    void aTextThatHadToWaitTooLongIsNotSentAnyMore() throws InterruptedException {
        CountDownLatch allAsleep = new CountDownLatch(4);
        Outgoing outgoing = Outgoing.later(
                message -> {
                    allAsleep.countDown();
                    sendWhenOpen(message);
                },
                clock);
        for (int i = 0; i < 5; i++) {
            outgoing.send(message(i), failed::add);
        }
        assertThat(allAsleep.await(20, TimeUnit.SECONDS)).isTrue();
        clock.pass(Duration.ofSeconds(31));
        gate.countDown();
        assertThat(failed.poll(20, TimeUnit.SECONDS)).hasMessage("too many were before it");
        outgoing.close();
        assertThat(sent).hasSize(4);
    }

    @Test
    void aBreakIsAFailureAndTheThreadGoesOn() throws InterruptedException {
        List<SmsMessage> taken = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(20);
        Outgoing outgoing = Outgoing.later(
                message -> {
                    synchronized (taken) {
                        taken.add(message);
                    }
                    all.countDown();
                    throw new IllegalStateException("broken");
                },
                clock);
        for (int i = 0; i < 20; i++) {
            outgoing.send(message(i), why -> {
                failed.add(why);
                throw new IllegalStateException("the store is out");
            });
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        outgoing.close();
        assertThat(failed).hasSize(20);
        assertThat(outgoing.hasRoom()).as("after the end").isFalse();
    }

    @Test
    void anEndWaitsForTheTextsUnderWay() {
        Outgoing outgoing = Outgoing.later(message -> sent.add(message), clock);
        for (int i = 0; i < 50; i++) {
            outgoing.send(message(i), failed::add);
        }
        outgoing.endSoon();
        outgoing.close();
        assertThat(sent).hasSize(50);
        assertThat(failed).isEmpty();
    }

    @Test
    void anEndDoesNotWaitForAGatewayThatHangsAndTellsWhatWasNotSent() {
        Outgoing outgoing = Outgoing.later(this::sendWhenOpen, clock);
        for (int i = 0; i < 10; i++) {
            outgoing.send(message(i), failed::add);
        }
        long begun = System.nanoTime();
        outgoing.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        assertThat(failed).hasSize(10);
        assertThat(failed.stream().filter(NoAnswer.class::isInstance)).hasSize(4);
        assertThat(sent).isEmpty();
    }
}
