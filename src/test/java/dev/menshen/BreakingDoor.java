package dev.menshen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** A door whose clock breaks when it is told to, in one of the ways in which a Java runtime can. */
final class BreakingDoor {

    private BreakingDoor() {}

    public static void main(String[] args) throws IOException {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        values.put(Setting.LISTEN, "127.0.0.1:0");
        values.put(Setting.CAPTCHA, "off");
        Clock clock = new Clock();
        int port = Main.door(values, door -> door.clock = clock).start().port();
        System.out.println("Menshen is open at http://127.0.0.1:" + port + "/");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            clock.breaks = line;
            System.out.println("now " + line);
        }
    }

    private static final class Clock implements InstantSource {

        private volatile String breaks = "";

        @Override
        public Instant instant() {
            if (breaks.equals("stack")) {
                return Instant.ofEpochMilli(endless(1));
            }
            if (breaks.equals("memory")) {
                return Instant.ofEpochMilli(new long[Integer.MAX_VALUE - 8].length);
            }
            return Instant.now();
        }

        @SuppressWarnings("InfiniteRecursion")
        private long endless(long depth) {
            return endless(depth + 1) + 1;
        }
    }
}
