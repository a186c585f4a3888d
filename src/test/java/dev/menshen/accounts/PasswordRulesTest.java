package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private final PasswordRules rules = new PasswordRules(8);

    @ParameterizedTest
    @ValueSource(strings = {"x", "字", "𝕏", "😀", "e\u0323\u0302", "ก"})
    void lengthIsCountedInCharactersAsPeopleCountThem(String one) {
        PasswordRules fifteen = new PasswordRules(15);

        assertThat(fifteen.<Object>read(one.repeat(14), p -> p, f -> f)).isEqualTo(PasswordRules.Flaw.TOO_SHORT);
        assertThat(fifteen.<Object>read(one.repeat(15), p -> p, f -> f)).isEqualTo(one.repeat(15));
        assertThat(fifteen.<Object>read(one.repeat(128), p -> p, f -> f)).isEqualTo(one.repeat(128));
        assertThat(fifteen.<Object>read(one.repeat(129), p -> p, f -> f)).isEqualTo(PasswordRules.Flaw.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xkxkxkxkxkxkxkx",
                "4815162342108",
                " leading and trailing ",
                "        x",
                "correct horse",
                "密码是很长的一句话",
                "tab\tinside",
                "nul\0inside",
                "menshenopensslowly",
                "\"'<>&;--"
            })
    void whateverIsLongEnoughAndNotCommonIsTakenExactlyAsTyped(String password) {
        assertThat(read(password)).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaa",
                "abcdefgh",
                "12341234",
                "abababab",
                "password123456",
                "password",
                "12345678",
                "PASSWORD",
                "PassWord1",
                "ｐａｓｓｗｏｒｄ",
                "iloveyou",
                "1qaz2wsx",
                "1QAZ2wsx",
                "woaini1314",
                "5201314520",
                "a123456789",
                "qq123456",
                "liuwei1990",
                "Wangwei520",
                "88888888",
                "admin123",
                "p@ssw0rd"
            })
    void whatIsTriedFirstIsRefused(String password) {
        assertThat(read(password)).isEqualTo(PasswordRules.Flaw.COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"menshenmenshen1", "menshen1", "Menshen2026!", "123menshen", "门神门神门神门神", "MENSHENmenshen"})
    void theProductsNameIsRefused(String password) {
        assertThat(read(password)).isEqualTo(PasswordRules.Flaw.PRODUCT);
    }

    @Test
    void commonPasswordsAreFoundInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(read("ILOVEYOU")).isEqualTo(PasswordRules.Flaw.COMMON);
            assertThat(read("FLIPFLOP12")).isEqualTo("FLIPFLOP12");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void ownersNameMailAndPhoneAreRecognisedWhole() {
        Username name = named("Alice.W");
        Email mail = Objects.requireNonNull(Email.<Email>read("Alice.Wang@corp", e -> e, f -> null));
        Phone phone = Objects.requireNonNull(Phone.<Phone>read("13800138000", "CN", p -> p, f -> null));

        assertThat(rules.repeats("ALICE.w", name)).isTrue();
        assertThat(rules.repeats("alice.walice.w", name)).isTrue();
        assertThat(rules.repeats("alice.w and more", name)).isFalse();
        assertThat(rules.repeats("alice.walice", name)).isFalse();

        assertThat(rules.repeats("alice.wang@CORP", mail)).isTrue();
        assertThat(rules.repeats("alice.wang", mail)).isTrue();
        assertThat(rules.repeats("alice.wang!", mail)).isFalse();

        assertThat(rules.repeats("13800138000", phone)).isTrue();
        assertThat(rules.repeats("+8613800138000", phone)).isTrue();
        assertThat(rules.repeats("138-0013-8000", phone)).isTrue();
        assertThat(rules.repeats("１３８００１３８０００", phone)).isTrue();
        assertThat(rules.repeats("13800138001", phone)).isFalse();
        assertThat(rules.repeats("", phone)).isFalse();
    }

    @Test
    void aShortNameIsNoPattern() {
        assertThat(rules.repeats("xkxkxkxkxk", named("xk"))).isFalse();
    }

    @Test
    void aHugePasswordIsRefusedBeforeItIsLookedAt() {
        assertThat(read("a".repeat(1_000_000))).isEqualTo(PasswordRules.Flaw.TOO_LONG);
    }

    @Test
    void noHouseAsksForLessThanEight() {
        assertThatThrownBy(() -> new PasswordRules(7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void flawsHaveKeysAndArguments() {
        assertThat(PasswordRules.Flaw.OWN_NAME.key()).isEqualTo("password.own-name");
        assertThat(new PasswordRules(15).args(PasswordRules.Flaw.TOO_SHORT)).containsExactly(15);
        assertThat(rules.args(PasswordRules.Flaw.TOO_LONG)).containsExactly(128);
        assertThat(rules.args(PasswordRules.Flaw.COMMON)).isEmpty();
    }

    private static Username named(String name) {
        return Objects.requireNonNull(Username.<Username>read(name, n -> n, f -> null));
    }

    private Object read(String password) {
        return rules.<Object>read(password, p -> p, flaw -> flaw);
    }
}
