package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

class NginxTlsTest extends TlsContract {

    @Override
    String proxy() {
        return "nginx";
    }

    @Override
    String withCertificate(String printed, Path folder) {
        assertThat(printed).contains("/etc/nginx/tls/127.0.0.1.crt", "/etc/nginx/tls/127.0.0.1.key");
        return printed.replace("/etc/nginx/tls/127.0.0.1.", folder + "/house.");
    }
}
