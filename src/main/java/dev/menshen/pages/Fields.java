package dev.menshen.pages;

import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.Email;
import dev.menshen.accounts.PasswordRules;
import dev.menshen.accounts.Phone;
import dev.menshen.accounts.User;
import dev.menshen.accounts.Username;
import dev.menshen.forms.Parsed;
import java.text.Normalizer;
import java.util.Optional;

/** What the texts of our fields mean: the domain's readers, in the shape of the validation chain. */
final class Fields {

    private Fields() {}

    static Parsed<Username> username(String text) {
        return Username.read(text, Parsed::good, flaw -> Parsed.bad(flaw.key(), flaw.args()));
    }

    static Parsed<Email> email(String text) {
        return Email.read(text, Parsed::good, flaw -> Parsed.bad(flaw.key(), flaw.args()));
    }

    /** The same, and an empty text means that there is to be none. */
    static Parsed<Optional<Email>> emailOrNone(String text) {
        return text.isEmpty()
                ? Parsed.good(Optional.empty())
                : Email.read(text, own -> Parsed.good(Optional.of(own)), flaw -> Parsed.bad(flaw.key(), flaw.args()));
    }

    static Parsed<Phone> phone(String text, String region) {
        return Phone.read(text, region, Parsed::good, flaw -> Parsed.bad(flaw.key()));
    }

    static Parsed<String> password(PasswordRules rules, String text) {
        return rules.read(text, Parsed::good, flaw -> Parsed.bad(flaw.key(), rules.args(flaw)));
    }

    /** Six digits, in whatever width they were typed, blanks between them forgiven. */
    static Parsed<String> smsCode(String text) {
        String digits = Normalizer.normalize(text, Normalizer.Form.NFKC).replace(" ", "");
        return digits.matches("[0-9]{6}") ? Parsed.good(digits) : Parsed.bad("code.malformed");
    }

    /** What is told to somebody whose account is not open, once they have shown that it is theirs. */
    static String closed(User user) {
        return user.state() == AccountState.PENDING ? "login.pending" : "login.disabled";
    }
}
