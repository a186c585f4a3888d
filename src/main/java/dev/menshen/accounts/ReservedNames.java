package dev.menshen.accounts;

import java.util.Set;

/** Names that nobody may register, since others would take their owner for the house itself. */
final class ReservedNames {

    private static final Set<String> ALL = Set.of(
            // those who run the place
            "admin",
            "admins",
            "administrator",
            "administrators",
            "root",
            "superuser",
            "superadmin",
            "sysadmin",
            "sudo",
            "owner",
            "operator",
            "moderator",
            "staff",
            "webmaster",
            "hostmaster",
            "postmaster",
            "sysop",
            // those who help, and those who ask for passwords
            "support",
            "help",
            "helpdesk",
            "security",
            "abuse",
            "service",
            "info",
            "contact",
            "official",
            "billing",
            // machines
            "system",
            "daemon",
            "nobody",
            "noreply",
            "mailerdaemon",
            "bot",
            "robot",
            "test",
            "menshen",
            // nobody in particular
            "null",
            "nil",
            "none",
            "undefined",
            "unknown",
            "anonymous",
            "guest",
            "user",
            "users",
            "everyone",
            "all",
            "me",
            "self",
            "you",
            "account",
            "accounts",
            "true",
            "false",
            "nan",
            // paths and host names
            "login",
            "logout",
            "signin",
            "signout",
            "register",
            "signup",
            "password",
            "session",
            "sessions",
            "gate",
            "health",
            "metrics",
            "api",
            "www",
            "mail",
            "localhost",
            // the same in Chinese
            "管理员",
            "超级管理员",
            "系统管理员",
            "系统",
            "客服",
            "官方",
            "门神",
            "管理員",
            "系統",
            "門神",
            "匿名",
            "游客");

    private ReservedNames() {}

    /** Whether a name of this key is reserved, however many signs are strewn in. */
    static boolean has(String key) {
        return ALL.contains(key.replaceAll("[._-]", ""));
    }
}
