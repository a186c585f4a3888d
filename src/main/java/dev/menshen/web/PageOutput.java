package dev.menshen.web;

import gg.jte.TemplateOutput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A page as it is put together, in UTF-8: one array, from which it is sent as it lies there. Most of its pieces are some
 * bytes long, so that a list of them would cost more than they do.
 */
final class PageOutput implements TemplateOutput {

    /** Bytes that nearly every page fits in. */
    private static final int FIRST_ROOM = 12 * 1024;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int length;

    @Override
    public void writeContent(String value) {
        writeBinaryContent(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void writeContent(String value, int beginIndex, int endIndex) {
        writeContent(value.substring(beginIndex, endIndex));
    }

    @Override
    public void writeBinaryContent(byte[] value) {
        if (value.length > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + value.length));
        }
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** What has been written until now. */
    InputStream read() {
        return new ByteArrayInputStream(bytes, 0, length);
    }
}
