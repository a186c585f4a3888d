package dev.menshen.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlyphsTest {

    private static final Glyphs.Build PLAIN = new Glyphs.Build(1, 1, false, false);

    @Test
    void everyCharacterOfTheAlphabetFillsTheHeightOfItsBox() {
        Set<Character> drawn = new TreeSet<>();
        for (String line : Glyphs.lines()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            drawn.add(line.charAt(0));
            Strokes strokes = glyphs(line).of(line.charAt(0));

            assertThat(strokes.left()).as(line).isBetween(-0.1, 12.0);
            assertThat(strokes.top()).as(line).isBetween(-0.1, 6.0);
            assertThat(strokes.top() + strokes.height()).as(line).isBetween(94.0, 100.1);
            assertThat(strokes.width()).as(line).isBetween(50.0, 95.0);
        }
        assertThat(drawn).hasSameElementsAs(letters());
    }

    private static Glyphs glyphs(String... lines) {
        return new Glyphs(List.of(lines), PLAIN, new SplittableRandom(1));
    }

    private static List<Character> letters() {
        return CaptchaImage.ALPHABET.chars().mapToObj(c -> (char) c).toList();
    }

    @Test
    void aFaceTakesOneOfTheFormsOfALetterAndOneHouseTakesAnother() {
        Set<Integer> sizes = new TreeSet<>();
        for (int seed = 0; seed < 20; seed++) {
            List<String> forms = List.of("L 0,0 0,10 10,10", "L 0,0 0,10");
            sizes.add(
                    new Glyphs(forms, PLAIN, new SplittableRandom(seed)).of('L').size());
        }

        assertThat(sizes).containsExactly(2, 3);
    }

    @Test
    void roundnessWaistAndFeetAreThoseOfTheFace() {
        assertThat(points(new Glyphs.Build(9, 1, false, false), "D 0,0 (100,50) 0,100"))
                .contains("90,50");
        assertThat(points(new Glyphs.Build(1, 2, false, false), "H 0,0 0,50 0,100"))
                .contains("0,25");
        assertThat(points(new Glyphs.Build(1, 1, true, false), "I 20,0 20,100")).contains("7,0", "33,100");
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
    void noStraightPieceIsSoLongThatItCouldNotBeBent() {
        List<String> points = points("I 0,0 0,100");

        assertThat(points).hasSizeBetween(5, 20).startsWith("0,0").endsWith("0,100");
    }

    private static List<String> points(String line) {
        return points(PLAIN, line);
    }

    private static List<String> points(Glyphs.Build build, String line) {
        Strokes strokes = new Glyphs(List.of(line), build, new SplittableRandom(1)).of(line.charAt(0));
        return IntStream.range(0, strokes.size())
                .mapToObj(i -> Math.round(strokes.x(i)) + "," + Math.round(strokes.y(i)))
                .toList();
    }

    @Test
    void remarksAndEmptyLinesAreNoLetters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> glyphs("# 0,0 9,9", "", "  ", "L 0,0 9,9").of('#'));
    }

    @Test
    void aLineThatIsNoDrawingIsNotTakenForOne() {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> glyphs("L 0,0 x,9"));
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> glyphs("L 0,0 (9,9)"));
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> glyphs("L 0,0 9"));
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> glyphs("L"));
    }
}
