package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bo", "alice", "Alice_Smith-2", "o.reilly", "张伟", "张伟Wei", "小明2026", "陳大文", "Jürgen", "Łukasz",
                "Nguyễn", "Иван", "Мария", "Γιώργος", "さくら", "ユーザー", "佐々木Taro", "김철수", "金철수Kim", "ㄅㄆ張",
                "עוזי", "محمد", "हिन्दी", "ไทยแลนด์", "Azərbaycan", "x2345678901234567890123456789012", "123456",
                        "a1234567"
            })
    void namesOfAllScriptsAreTakenAsTheyAre(String name) {
        assertThat(read(name)).isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFKC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|TOO_SHORT",
                "' '|TOO_SHORT",
                "a|TOO_SHORT",
                "王|TOO_SHORT",
                "𠮷|TOO_SHORT",
                "x23456789012345678901234567890123|TOO_LONG",
                "a b|CHARACTERS",
                "a\u200Blice|CHARACTERS",
                "alice\u202Ebob|CHARACTERS",
                "a\u200Elice|CHARACTERS",
                "a@b|CHARACTERS",
                "a/b|CHARACTERS",
                "a'b|CHARACTERS",
                "<b>|CHARACTERS",
                "\u1160\u1160|CHARACTERS",
                "ab\u3164|CHARACTERS",
                "ab\u02BC|CHARACTERS",
                "x\u0338y|CHARACTERS",
                "ก็็็|CHARACTERS",
                "1\u0E47|CHARACTERS",
                "☃☃|CHARACTERS",
                "😀😀|CHARACTERS",
                "a\uD800|CHARACTERS",
                ".alice|EDGES",
                "alice.|EDGES",
                "__|EDGES",
                "-_-|EDGES",
                "13800138000|PHONE",
                "138-0013-8000|PHONE",
                "0086.138_00138000|PHONE",
                "１３８００１３８０００|PHONE",
                "1234567|PHONE",
                "٠١٢٣٤٥٦٧|PHONE",
                "аdmin|LOOK_ALIKE",
                "аlice|LOOK_ALIKE",
                "aliсe|LOOK_ALIKE",
                "раураӏ|LOOK_ALIKE",
                "АСЕ|LOOK_ALIKE",
                "ροο|LOOK_ALIKE",
                "ᎪᏞᏟ|LOOK_ALIKE",
                "ꓮꓡꓲꓚꓰ|LOOK_ALIKE",
                "ɑlice|LOOK_ALIKE",
                "ᴀʟɪᴄᴇ|LOOK_ALIKE",
                "bobов|LOOK_ALIKE",
                "кириллицаγ|LOOK_ALIKE",
                "さくら김|LOOK_ALIKE",
                "bob1٢|LOOK_ALIKE",
                "admin|RESERVED",
                "Admin|RESERVED",
                "ＲＯＯＴ|RESERVED",
                "a.d.m.i.n|RESERVED",
                "_root_|RESERVED",
                "system|RESERVED",
                "null|RESERVED",
                "me|RESERVED",
                "menshen|RESERVED",
                "管理员|RESERVED",
            })
    void whatIsNoNameSaysWhy(String text, Username.Flaw why) {
        assertThat(read(text)).isEqualTo(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "a\r\nb", "a\tb", "a\u001Bb", "a\u2028b"})
    void controlCharactersAreNoneOfANames(String text) {
        assertThat(read(text)).isEqualTo(Username.Flaw.CHARACTERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", " alice ", "ａｌｉｃｅ", "Ａlice", "\u3000alice\u00A0", "aliCe"})
    void spellingsOfOneNameHaveOneKey(String spelling) {
        assertThat(Username.<String>read(spelling, Username::key, Username.Flaw::name))
                .isEqualTo("alice");
    }

    @Test
    void theNameIsShownAsItWasTyped() {
        assertThat(read("ＡliCE")).isEqualTo("AliCE");
    }

    @Test
    void keysAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr", "az", "lt", "zh", "ar", "en")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Username.key("TITLE")).as(tag).isEqualTo("title");
                assertThat(Username.key("tıtle")).as(tag).isEqualTo("title");
                assertThat(Username.key("\u212Aate")).as(tag).isEqualTo("kate");
                assertThat(Username.key("Straße")).as(tag).isEqualTo("strasse");
                assertThat(Username.key("STRASSE")).as(tag).isEqualTo("strasse");
                assertThat(Username.key("ΟΔΟΣ")).as(tag).isEqualTo(Username.key("οδος"));
                assertThat(read("ADMIN")).as(tag).isEqualTo(Username.Flaw.RESERVED);
                assertThat(read("ADMıN")).as(tag).isEqualTo(Username.Flaw.RESERVED);
                assertThat(Username.Flaw.TOO_SHORT.key()).as(tag).isEqualTo("username.too-short");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aKeyIsItsOwnKeyWhateverTheText() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(1, 12), 0, 0x20000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String key = Username.key(text);
            assertThat(Username.key(key)).isEqualTo(key);
            assertThat(Username.key(text.toUpperCase(Locale.ROOT)))
                    .isEqualTo(Username.key(text.toLowerCase(Locale.ROOT)));
            assertThat(read(text)).isNotNull();
        }
    }

    @Test
    void aHugeTextIsRefusedBeforeItIsLookedAt() {
        assertThat(read("\uFDFA".repeat(1_000_000))).isEqualTo(Username.Flaw.TOO_LONG);
    }

    private static Object read(String text) {
        return Username.<Object>read(text, Username::text, flaw -> flaw);
    }
}
