package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                "138 0013 8000",
                "138-0013-8000",
                " 13800138000 ",
                "+86 138-0013-8000",
                "+8613800138000",
                "008613800138000",
                "0086 138 0013 8000",
                "(+86) 13800138000",
                "１３８００１３８０００",
                "＋８６　１３８００１３８０００",
                "138‑0013‑8000",
                "138—0013—8000",
                "\u202D138 0013 8000\u202C",
                "138.0013.8000",
                "138\u00A00013\u00A08000"
            })
    void spellingsOfOneNumberAreOneNumber(String spelling) {
        assertThat(read(spelling)).isEqualTo("+8613800138000");
    }

    @Test
    void everyRangeOfChineseMobileNumbersIsTaken() {
        for (int second = 3; second <= 9; second++) {
            assertThat(read("1" + second + "012345678")).isEqualTo("+861" + second + "012345678");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+44 7400 123456,+447400123456",
        "+1 201-555-0123,+12015550123",
        "+852 5123 4567,+85251234567",
        "+81 90-1234-5678,+819012345678"
    })
    void numbersOfOtherCountriesAreTakenWithTheirCountry(String text, String e164) {
        assertThat(read(text)).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "123456",
                "12800138000",
                "1380013800",
                "138001380000",
                "1380013800a",
                "1-800-FLOWERS",
                "13800138000x5",
                "13800138000;ext=5",
                "tel:13800138000",
                "+",
                "+++++++",
                "........",
                "+86+13800138000x",
                "١",
                "13800138000\u0000",
                "13800138000\n13800138001",
                "+999 1234567",
                "00000000000",
                "alice",
                "a@b.cn"
            })
    void whatIsNoNumberIsMalformed(String text) {
        assertThat(read(text)).isEqualTo(Phone.Flaw.MALFORMED);
    }

    @Test
    void aHugeTextIsMalformed() {
        assertThat(read("1".repeat(1_000_000))).isEqualTo(Phone.Flaw.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"010-62345678", "+86 21 6234 5678", "+44 20 7946 0018", "+1 800 234 5678"})
    void aNumberThatReachesNoOnePersonIsNotMobile(String text) {
        assertThat(read(text)).isEqualTo(Phone.Flaw.NOT_MOBILE);
    }

    @Test
    void aNumberWithoutACountryIsOfTheRegion() {
        assertThat(Phone.<String>read("07400 123456", "GB", Phone::e164, Phone.Flaw::key))
                .isEqualTo("+447400123456");
    }

    @Test
    void itsNationalDigitsLackTheCountry() {
        assertThat(Phone.<String>read("+8613800138000", "GB", Phone::national, Phone.Flaw::key))
                .isEqualTo("13800138000");
    }

    @Test
    void regionsAreThoseWithNumbers() {
        assertThat(List.of("CN", "HK", "US", "GB")).allMatch(Phone::isRegion);
        assertThat(List.of("", "cn", "XX", "China", "86", "ZZ")).noneMatch(Phone::isRegion);
        for (char first = 'A'; first <= 'Z'; first++) {
            for (char second = 'A'; second <= 'Z'; second++) {
                String code = "" + first + second;
                assertThat(Phone.isRegion(code))
                        .as(code)
                        .isEqualTo(PhoneNumberUtil.getInstance()
                                .getSupportedRegions()
                                .contains(code));
            }
        }
    }

    private static Object read(String text) {
        return Phone.<Object>read(text, "CN", Phone::e164, flaw -> flaw);
    }
}
