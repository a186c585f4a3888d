package dev.menshen.bench;

import com.google.code.kaptcha.impl.DefaultKaptcha;
import com.google.code.kaptcha.util.Config;
import com.wf.captcha.SpecCaptcha;
import dev.menshen.captcha.CaptchaImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * How many captchas a second of processor time draws and packs, beside kaptcha and EasyCaptcha in the same JVM: prints
 * rows of a Markdown table.
 */
final class CaptchaBench {

    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 9;
    private static final long ROUND = 700_000_000; // nanoseconds of processor time

    /** Enough houses that no one's styles, which cost more or less, count for all. */
    private static final int HOUSES = 16;

    private CaptchaBench() {}

    /** Measures all in turns. */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false); // as a server that cares would
        List<Subject> subjects = List.of(
                new Subject("Menshen", 1, ours(1)),
                new Subject("Menshen, scale 2", 1, ours(2)),
                new Subject("kaptcha 2.3.2", 5, kaptcha()),
                new Subject("EasyCaptcha 1.6.2", 4, CaptchaBench::easyCaptcha));
        for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
            if (i == WARM_UPS) {
                subjects.forEach(subject -> subject.rates.clear());
            }
            subjects.forEach(Subject::measure);
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Subject ours = subjects.get(0);
        out.println(
                "| captcha 120×30, drawn and packed | pictures per CPU-second (least–most) | bytes | Menshen is | goal |");
        out.println("|---|---|---|---|---|");
        subjects.forEach(subject -> out.println(subject.row(ours)));
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

        private final String name;
        private final int goal;
        private final Supplier<byte[]> draw;
        private final List<Double> rates = new ArrayList<>();
        private long pictures;
        private long bytes;

        Subject(String name, int goal, Supplier<byte[]> draw) {
            this.name = name;
            this.goal = goal;
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

        String row(Subject ours) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,.0f (%,.0f–%,.0f) | %,d | %s",
                    name,
                    median(),
                    rates.get(0),
                    rates.get(rates.size() - 1),
                    bytes / pictures,
                    this == ours || goal == 1
                            ? this == ours ? "| ≥ 3,000 |" : "| |"
                            : String.format(
                                    Locale.ROOT, "%.1f times as fast | ≥ %d |", ours.median() / median(), goal));
        }

        private double median() {
            rates.sort(Double::compare);
            return rates.get(rates.size() / 2);
        }
    }
}
