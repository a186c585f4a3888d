package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** With a certificate of Caddy's own; the application's is one that Caddy is shown. */
class CaddyTlsTest extends TlsContract {

    private static final Pattern SHOWN =
            Pattern.compile("# (transport http \\{\\s*)#(\\s*tls_trusted_ca_certs )\\S+(\\s*)# (\\})");

    @Override
    String proxy() {
        return "caddy";
    }

    @Override
    String withCertificate(String printed, Path folder) {
        assertThat(printed).containsOnlyOnce("\t# tls internal\n");
        assertThat(SHOWN.matcher(printed).find()).isEqualTo(printed.contains("reverse_proxy https://"));
        return SHOWN.matcher(printed.replace("\t# tls internal\n", "\ttls internal\n"))
                .replaceAll("$1$2" + folder + "/house.crt$3$4");
    }
}
