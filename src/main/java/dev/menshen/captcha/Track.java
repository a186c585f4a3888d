package dev.menshen.captcha;

/** Sound in the making, to which spoken digits are added one by one. Places and lengths are samples. */
final class Track {

    private final int[] samples;

    /** Silence of this length. */
    Track(int length) {
        samples = new int[length];
    }

    /** How long a digit of {@code length} samples takes when it is spoken at this speed. */
    static int stretched(int length, double speed) {
        return (int) ((length - 1) / speed);
    }

    /**
     * Adds a digit from {@code start} on; what would stand behind the end is left out.
     *
     * @param speed how much quicker than recorded, and higher with it
     * @param gain how much louder than recorded
     */
    void add(Voice voice, int digit, int start, double speed, double gain) {
        int end = Math.min(samples.length, start + stretched(voice.length(digit), speed));
        for (int i = start; i < end; i++) {
            double at = (i - start) * speed;
            int before = (int) at;
            double from = voice.sample(digit, before);
            double to = voice.sample(digit, before + 1);
            samples[i] += (int) (gain * (from + (to - from) * (at - before)));
        }
    }

    /** The same, spoken backwards. */
    void addBackwards(Voice voice, int digit, int start, double speed, double gain) {
        int last = voice.length(digit) - 1;
        int end = Math.min(samples.length, start + stretched(voice.length(digit), speed));
        for (int i = start; i < end; i++) {
            samples[i] += (int) (gain * voice.sample(digit, last - (int) ((i - start) * speed)));
        }
    }

    /** All of it in mu-law. */
    byte[] muLaw() {
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = MuLaw.encode(samples[i]);
        }
        return codes;
    }
}
