package dev.menshen.bench;

import dev.menshen.JarProcess;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The captcha's picture over HTTP, beside a bare handler that does nothing but draw one. */
final class CaptchaRows implements Rows {

    private static final int PICTURES = 200;
    private static final int MOST_BYTES = 2_048;

    /** As of pages: a limit, the id, the answer and the cookie are to cost no more than a third of the drawing. */
    private static final double GOAL = 0.75;

    @Override
    public void measure(Ground ground) throws SQLException {
        try (House house = House.usual(ground);
                JarProcess bare = ground.bare(List.of(), BareJavalin.PICTURE + house.handSeed())) {
            ground.print(
                    new Pair(
                            "captcha picture over HTTP (limit: a bare handler that draws)",
                            ground.rate(bare.uri().resolve("/picture"), Map.of(), 200),
                            ground.rate(house.picture())),
                    GOAL);
            List<Double> sizes = new ArrayList<>();
            for (int i = 0; i < PICTURES; i++) {
                sizes.add((double) house.size("/image/code?id=size" + i, Map.of()));
            }
            Series bytes = Series.of(sizes);
            ground.print(new Row(
                    "bytes of a picture",
                    "–",
                    String.format(Locale.ROOT, "%.0f", bytes.median()),
                    bytes.spread("%.0f"),
                    "≤ " + MOST_BYTES,
                    Row.verdict(bytes.most() <= MOST_BYTES)));
        }
    }
}
