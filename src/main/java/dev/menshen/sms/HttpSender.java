package dev.menshen.sms;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a gateway over HTTP to send each message.
 *
 * <p>It is asked three times at most, and again only after a plain no that may be over in a moment: no connection, 429, or
 * a 5xx other than 502 and 504. With those two a front says that it heard nothing good from behind it (RFC 9110, sections
 * 15.6.3 and 15.6.5). There, and where it was asked and gave no answer, the text may be on its way, and a second one is
 * not sent after it. Nothing of its answer is followed.
 */
public final class HttpSender implements SmsSender {

    private static final int TRIES = 3;
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** For one try, from the name's look-up to the last byte that is read. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Between two tries, and twice that before the third. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final int MOST_READ = 64 * 1024;

    private final HttpGateway gateway;
    private final Duration answer;
    private final Duration pause;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .build();

    public HttpSender(HttpGateway gateway) {
        this(gateway, ANSWER, PAUSE);
    }

    HttpSender(HttpGateway gateway, Duration answer, Duration pause) {
        this.gateway = gateway;
        this.answer = answer;
        this.pause = pause;
    }

    @Override
    public void send(SmsMessage message) throws IOException {
        HttpRequest request = gateway.request(message);
        for (int tried = 1; ; tried++) {
            try {
                judge(ask(request));
                return;
            } catch (NotNow e) {
                if (tried == TRIES) {
                    throw e;
                }
                rest(pause.multipliedBy(tried), e);
            }
        }
    }

    private HttpResponse<String> ask(HttpRequest request) throws IOException {
        int most = gateway.readsAnswers() ? MOST_READ : 0;
        CompletableFuture<HttpResponse<String>> asked = client.sendAsync(request, head -> new FirstBytes(most));
        try {
            return asked.get(answer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw inOurWords(e.getCause());
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new NoAnswer("no answer within " + answer.toSeconds() + " s");
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("no answer before the door closed");
        }
    }

    /** The library's words may repeat what was asked, with all that is secret in it. */
    private static IOException inOurWords(@Nullable Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new NotNow("no connection");
        }
        return cause instanceof SSLException
                ? new IOException("no TLS that can be trusted")
                : new NoAnswer("no answer");
    }

    private void judge(HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        if (status == 502 || status == 504) {
            throw new NoAnswer("it answered " + status);
        }
        if (status == 429 || status >= 500) {
            throw new NotNow("it answered " + status);
        }
        if (status < 200 || status > 299) {
            throw new IOException("it answered " + status);
        }
        if (!gateway.isGood(response.body())) {
            throw new IOException("it answered " + status + " without what sms-answer says");
        }
    }

    private static void rest(Duration pause, NotNow why) throws NotNow {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
