package dev.menshen.accounts;

/**
 * Letters that pass for a plain Latin one in common fonts.
 *
 * <p>Only shapes are listed, upper and lower case apart: {@code В} passes for {@code B}, {@code в} for nothing.
 */
final class LookAlikes {

    private static final String CYRILLIC = "асеһіјоорѕухԁԛԝѵӏАВСЕНІЈКМОРЅТХУҮһԌԚԜҺӀ";
    private static final String GREEK = "αονρικυγχϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ";
    private static final String ARMENIAN = "հոսօյզցգքՕՍԼՏ";
    private static final String CHEROKEE = "ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏃᏎᏔᏚᏞᏟᏢᏦᏙᏴ";
    private static final String LISU = "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ";
    private static final String ALL = CYRILLIC + GREEK + ARMENIAN + CHEROKEE + LISU;

    /** Latin letters drawn like another one: script a, script g, iota, small capitals, the long s and the click. */
    private static final String ODD_LATIN = "ɑɡɩɪɴʀʏʙɢʜʟʋſƖǀǃꞌ";

    private LookAlikes() {}

    /** Whether this letter of another script looks like one of {@code a} to {@code z} or {@code A} to {@code Z}. */
    static boolean isLatinAlike(int letter) {
        return ALL.indexOf(letter) >= 0;
    }

    /** Whether this is a Latin letter that looks like another. */
    static boolean isOddLatin(int letter) {
        return ODD_LATIN.indexOf(letter) >= 0;
    }
}
