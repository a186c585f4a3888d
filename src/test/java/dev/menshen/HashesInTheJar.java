package dev.menshen;

import dev.menshen.accounts.Passwords;
import dev.menshen.store.Tokens;
import java.security.SecureRandom;

/** A child program: hashes and verifies with whatever classes it finds, and says whether all was right. */
public final class HashesInTheJar {

    private HashesInTheJar() {}

    /** Prints "right" when every kind of hash can be made and read. */
    public static void main(String[] args) {
        Passwords passwords = new Passwords(new Tokens(new SecureRandom()), 1);
        boolean right = passwords.verify("secret 1", passwords.hash("secret 1"))
                && !passwords.verify("secret 2", passwords.hash("secret 1"))
                && !passwords.verify("secret", passwords.dummy())
                && passwords.verify("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
        System.out.println(right ? "right" : "wrong");
    }
}
