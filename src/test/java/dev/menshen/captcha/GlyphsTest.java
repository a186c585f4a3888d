package dev.menshen.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlyphsTest {

    @Test
    void everyCharacterOfTheAlphabetFillsTheHeightOfItsBox() {
        Glyphs glyphs = new Glyphs();
        for (char letter : CaptchaImage.ALPHABET.toCharArray()) {
            Rectangle2D bounds = glyphs.of(letter).getBounds2D();

            assertThat(bounds.getX()).as("%s", letter).isBetween(-0.1, 12.0);
            assertThat(bounds.getY()).as("%s", letter).isBetween(-0.1, 6.0);
            assertThat(bounds.getMaxY()).as("%s", letter).isBetween(94.0, 100.1);
            assertThat(bounds.getWidth()).as("%s", letter).isBetween(50.0, 95.0);
        }
    }

    @Test
    void aPlainPointIsTouchedAndOneInBracketsIsNot() {
        assertThat(points("L 0,0 0,10 (10,10) 10,0")).contains("0,10", "10,0").doesNotContain("10,10");
    }

    @Test
    void halfWayBetweenTwoPointsInBracketsTheLineIsTouched() {
        assertThat(points("U 0,0 (0,10) (20,10) 20,0")).contains("0,0", "10,10", "20,0");
    }

    @Test
    void aStrokeThatEndsWhereItBeganIsClosed() {
        assertThat(points("D 0,0 9,0 9,9 0,0")).endsWith("closed");
        assertThat(points("V 0,0 9,0 9,9")).doesNotContain("closed");
    }

    @Test
    void noStraightPieceIsSoLongThatItCouldNotBeBent() {
        List<String> points = points("I 0,0 0,100");

        assertThat(points).hasSizeBetween(5, 20).startsWith("0,0").endsWith("0,100");
    }

    private static List<String> points(String line) {
        Shape path = new Glyphs(List.of(line)).of(line.charAt(0));
        List<String> points = new ArrayList<>();
        double[] point = new double[6];
        for (PathIterator pieces = path.getPathIterator(null); !pieces.isDone(); pieces.next()) {
            boolean closed = pieces.currentSegment(point) == PathIterator.SEG_CLOSE;
            points.add(closed ? "closed" : Math.round(point[0]) + "," + Math.round(point[1]));
        }
        return points;
    }

    @Test
    void remarksAndEmptyLinesAreNoLetters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Glyphs(List.of("# 0,0 9,9", "", "  ", "L 0,0 9,9")).of('#'));
    }

    @Test
    void aLineThatIsNoDrawingIsNotTakenForOne() {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> new Glyphs(List.of("L 0,0 x,9")));
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> new Glyphs(List.of("L 0,0 (9,9)")));
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> new Glyphs(List.of("L 0,0 9")));
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> new Glyphs(List.of("L", "L 0,0 9,9")));
    }
}
