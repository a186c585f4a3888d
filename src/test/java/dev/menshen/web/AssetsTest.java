package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.store.Race;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

    private final Assets assets = new Assets();

    @ParameterizedTest
    @ValueSource(strings = {"menshen.css", "menshen.js", "menshen.svg"})
    void whatIsZippedIsTheFileWhoeverAsksFirst(String name) throws Exception {
        Assets.Asset asset = assets.find(hashed(name)).orElseThrow();

        List<byte[]> zipped = Race.of(8, i -> asset.zipped());

        for (byte[] one : zipped) {
            assertThat(unzipped(one)).isEqualTo(asset.plain());
        }
        assertThat(asset.zipped()).isSameAs(asset.zipped()).hasSizeLessThan(asset.plain().length);
    }

    private static byte[] unzipped(byte[] zipped) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aNameCarriesTheHashOfTheContentAndNoOtherNameIsFound() {
        assertThat(hashed("menshen.css")).matches("menshen\\.[0-9a-f]{12}\\.css");
        assertThat(assets.find("menshen.css")).isEmpty();
        assertThat(assets.find("menshen.000000000000.css")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> assets.path("../menshen.css"));
    }

    private String hashed(String name) {
        return assets.path(name).substring("/asset/".length());
    }
}
