package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code menshen proxy} as people run it: the configuration on standard output, doubts on standard error. */
class ProxyCommandIT {

    private static final List<String> GOOD =
            List.of("proxy", "nginx", "--app=https://wiki.example.lan", "--to=http://10.0.0.7:3000");

    @Test
    void itPrintsAConfigurationAndLeavesNothingBehind() {
        Path folder = TestDoor.newFolder();
        try (JarProcess jar = run(folder, "--public-url=https://door.example.lan", "--cookie-domain=example.lan")) {
            assertThat(jar.exit()).isZero();
            assertThat(jar.complained()).isEmpty();
            assertThat(jar.printed())
                    .isEqualTo(Printed.proxy(
                                    "nginx",
                                    "--app=https://wiki.example.lan",
                                    "--to=http://10.0.0.7:3000",
                                    "--public-url=https://door.example.lan",
                                    "--cookie-domain=example.lan")
                            .text());
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void doubtsStandOnStandardErrorToo() {
        try (JarProcess jar = run(TestDoor.newFolder(), "--door=http://door.example.lan")) {
            assertThat(jar.exit()).isZero();
            assertThat(jar.complained().lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("menshen: this cannot work yet: "));
            assertThat(jar.printed()).contains("# THIS CANNOT WORK YET: ");
        }
    }

    @Test
    void badOptionsAreOneLineAndNothingIsPrinted() {
        for (String bad : List.of("--door=https://a b", "--groups=a;b", "--nonsense", "--listen=x", "--door=")) {
            try (JarProcess jar = run(TestDoor.newFolder(), bad)) {
                assertThat(jar.exit()).as(bad).isEqualTo(2);
                assertThat(jar.printed()).as(bad).isEmpty();
                assertThat(jar.complained().lines()).as(bad).hasSize(1);
            }
        }
        try (JarProcess jar = run(TestDoor.newFolder())) {
            assertThat(jar.exit()).isEqualTo(2);
            assertThat(jar.printed()).isEmpty();
            assertThat(jar.complained()).contains("--door https://door.example.lan, or set public-url");
        }
    }

    @Test
    void itsHelpNamesItsOptions() {
        try (JarProcess jar = run(TestDoor.newFolder(), "--help")) {
            assertThat(jar.exit()).isZero();
            assertThat(jar.printed()).contains("--app", "--to", "--door", "--gate", "--groups", "--cookie-domain");
        }
    }

    private static JarProcess run(Path folder, String... more) {
        List<String> words = new ArrayList<>(GOOD);
        words.addAll(List.of(more));
        return JarProcess.start(JarProcess.thisJava(), folder, words.toArray(String[]::new));
    }
}
