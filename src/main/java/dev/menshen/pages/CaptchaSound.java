package dev.menshen.pages;

import dev.menshen.captcha.CaptchaAudio;
import dev.menshen.captcha.Captchas;
import dev.menshen.captcha.Spoken;
import dev.menshen.text.Language;
import dev.menshen.web.Views;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The captcha's sound, in the language of the page: the same for as long as the captcha lives, for it is listened to more
 * than once, and players ask for it in parts.
 */
public final class CaptchaSound {

    /** What players ask with; any other range is answered with the whole (RFC 9110, section 14.2). */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,9})-(\\d{0,9})");

    private final CaptchaDesk desk;
    private final Captchas captchas;
    private final CaptchaAudio audio;
    private final Views views;
    private final BiConsumer<String, String> told;

    /** {@code told} hears every id and answer, which only development mode listens to. */
    public CaptchaSound(
            CaptchaDesk desk, Captchas captchas, CaptchaAudio audio, Views views, BiConsumer<String, String> told) {
        this.desk = desk;
        this.captchas = captchas;
        this.audio = audio;
        this.views = views;
        this.told = told;
    }

    /** Answers with a WAV file, or the part of it that is asked for. */
    public void speak(Context ctx) {
        String id = desk.id(ctx);
        Language language = views.words(ctx).language();
        ctx.contentType("audio/wav");
        ctx.header("Accept-Ranges", "bytes");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        Spoken spoken = captchas.speak(desk.browser(ctx), id);
        told.accept(id, spoken.digits());
        send(ctx, audio.wav(spoken.digits(), language.code(), new SplittableRandom(spoken.seed())));
    }

    private static void send(Context ctx, byte[] wav) {
        Optional<Matcher> part =
                Optional.ofNullable(ctx.header("Range")).map(RANGE::matcher).filter(Matcher::matches);
        int first = part.map(range -> Integer.parseInt(range.group(1))).orElse(0);
        int last = part.map(range -> range.group(2))
                .filter(end -> !end.isEmpty())
                .map(end -> Math.min(Integer.parseInt(end), wav.length - 1))
                .orElse(wav.length - 1);
        if (part.isEmpty() || first > last) {
            ctx.result(wav);
            return;
        }
        ctx.status(206);
        ctx.header("Content-Range", "bytes " + first + "-" + last + "/" + wav.length);
        ctx.result(Arrays.copyOfRange(wav, first, last + 1));
    }
}
