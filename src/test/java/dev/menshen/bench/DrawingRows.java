package dev.menshen.bench;

import com.google.code.kaptcha.impl.DefaultKaptcha;
import com.google.code.kaptcha.util.Config;
import com.wf.captcha.SpecCaptcha;
import dev.menshen.captcha.CaptchaImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * How many captchas a second of processor time draws and packs, beside kaptcha and EasyCaptcha in the same JVM, on one
 * thread each in turn.
 */
final class DrawingRows implements Rows {

    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 9;
    private static final long ROUND = 700_000_000; // nanoseconds of processor time

    private static final double KAPTCHA_GOAL = 5;
    private static final double EASY_CAPTCHA_GOAL = 4;
    private static final double RATE_GOAL = 3_000;
    private static final int MOST_BYTES = 1_024;

    /** Enough houses that no one's styles, which cost more or less, count for all. */
    private static final int HOUSES = 16;

    @Override
    public void measure(Ground ground) {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false); // as a server that cares would
        Subject ours = new Subject(ours(1));
        Subject dense = new Subject(ours(2));
        Subject kaptcha = new Subject(kaptcha());
        Subject easyCaptcha = new Subject(DrawingRows::easyCaptcha);
        List<Subject> all = List.of(ours, dense, kaptcha, easyCaptcha);
        for (int i = -WARM_UPS; i < ROUNDS; i++) {
            if (i == 0) {
                all.forEach(subject -> subject.rates.clear());
            }
            all.forEach(Subject::measure);
        }
        ground.print(alone("captcha drawn and packed, a core", ours, true));
        ground.print(alone("the same for dense screens", dense, false));
        ground.print(beside("captcha drawn and packed (limit: kaptcha 2.3.2)", ours, kaptcha, KAPTCHA_GOAL));
        ground.print(beside("the same (limit: EasyCaptcha 1.6.2)", ours, easyCaptcha, EASY_CAPTCHA_GOAL));
        ground.print(new Row(
                "bytes of a captcha, on average",
                String.format(Locale.ROOT, "%,d and %,d", kaptcha.size(), easyCaptcha.size()),
                String.format(Locale.ROOT, "%,d", ours.size()),
                "–",
                String.format(Locale.ROOT, "≤ %,d", MOST_BYTES),
                Row.verdict(ours.size() <= MOST_BYTES)));
    }

    private static Row alone(String what, Subject subject, boolean hasGoal) {
        Series rates = Series.of(subject.rates);
        return new Row(
                what,
                "–",
                perSecond(rates.median()),
                rates.spread("%,.0f") + " a CPU-second",
                hasGoal ? "≥ " + perSecond(RATE_GOAL) : "–",
                hasGoal ? Row.verdict(rates.median() >= RATE_GOAL) : "–");
    }

    private static Row beside(String what, Subject ours, Subject other, double goal) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ratios.add(ours.rates.get(i) / other.rates.get(i));
        }
        Series ratio = Series.of(ratios);
        return new Row(
                what,
                perSecond(Series.of(other.rates).median()),
                perSecond(Series.of(ours.rates).median()),
                ratio.spread("%.1f"),
                String.format(Locale.ROOT, "≥ %.0f", goal),
                Row.verdict(ratio.median() >= goal));
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.0f/s", rate);
    }

    private static Supplier<byte[]> ours(int scale) {
        SplittableRandom random = new SplittableRandom(1);
        List<CaptchaImage> houses = new ArrayList<>();
        for (int i = 0; i < HOUSES; i++) {
            houses.add(new CaptchaImage(i));
        }
        return () -> houses.get(random.nextInt(HOUSES)).png("GATE2", scale, random);
    }

    private static Supplier<byte[]> kaptcha() {
        Properties settings = new Properties();
        settings.setProperty("kaptcha.image.width", "120");
        settings.setProperty("kaptcha.image.height", "30");
        settings.setProperty("kaptcha.textproducer.font.size", "26");
        DefaultKaptcha kaptcha = new DefaultKaptcha();
        kaptcha.setConfig(new Config(settings));
        return () -> {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try {
                ImageIO.write(kaptcha.createImage("GATE2"), "jpg", file); // as its servlet does
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return file.toByteArray();
        };
    }

    private static byte[] easyCaptcha() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new SpecCaptcha(120, 30, 5).out(file);
        return file.toByteArray();
    }

    /** One that draws. */
    private static final class Subject {

        private final Supplier<byte[]> draw;
        private final List<Double> rates = new ArrayList<>();
        private long pictures;
        private long bytes;

        Subject(Supplier<byte[]> draw) {
            this.draw = draw;
        }

        void measure() {
            long start = processorTime();
            long end = start;
            int drawn = 0;
            while (end - start < ROUND) {
                for (int i = 0; i < 10; i++) {
                    bytes += draw.get().length;
                    drawn++;
                }
                end = processorTime();
            }
            pictures += drawn;
            rates.add(drawn * 1e9 / (end - start));
        }

        private static long processorTime() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        long size() {
            return bytes / pictures;
        }
    }
}
