package dev.menshen.captcha;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Speaks the captcha for those who cannot see it: digits in one of a few recorded voices, with a murmur behind, as a
 * small WAV file.
 *
 * <p>Recordings are read when their language is first spoken. Nothing else is kept between sounds; any number of threads
 * may speak at once.
 */
public final class CaptchaAudio {

    /**
     * How many digits an answer has: the fewest that are no easier to guess than a picture. Seven are one of 10,000,000,
     * six would be one of 1,000,000, and the five characters of {@link CaptchaImage} are one of 1,889,568.
     */
    public static final int LENGTH = 7;

    private static final Set<String> LANGUAGES = Set.of("zh", "en");
    private static final int RATE = 8000;
    private static final int VOICES = 4;
    private static final int DIGITS = 10;

    /** How many murmur at once. Two are no longer words, and one still hears the digits through them. */
    private static final int MURMURS = 2;

    private final Map<String, List<Voice>> voices = new ConcurrentHashMap<>();

    /**
     * A new sound of this answer, between four and ten seconds long.
     *
     * @param language {@code zh} or {@code en}
     */
    public byte[] wav(String answer, String language, RandomGenerator random) {
        if (answer.length() != LENGTH || !answer.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("an answer is " + LENGTH + " digits");
        }
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("nobody speaks it");
        }
        List<Voice> speakers = voices.computeIfAbsent(language, CaptchaAudio::read);
        Voice speaker = speakers.get(random.nextInt(VOICES));
        double pace = random.nextDouble(0.94, 1.1);
        int[] starts = new int[LENGTH];
        double[] speeds = new double[LENGTH];
        int end = pause(random, 0.5, 0.7); // before the first, for ears and loudspeakers to wake up
        for (int i = 0; i < LENGTH; i++) {
            starts[i] = end;
            speeds[i] = pace * random.nextDouble(0.97, 1.03);
            int spoken = Track.stretched(speaker.length(answer.charAt(i) - '0'), speeds[i]);
            end += spoken + pause(random, 0.3, 0.55); // in which one types it
        }
        Track track = new Track(end);
        for (int i = 0; i < LENGTH; i++) {
            track.add(speaker, answer.charAt(i) - '0', starts[i], speeds[i], random.nextDouble(0.8, 1.1));
        }
        for (int i = 0; i < MURMURS; i++) {
            murmur(track, end, speakers, random);
        }
        return Wav.of(track.muLaw(), RATE);
    }

    private static List<Voice> read(String language) {
        return IntStream.rangeClosed(1, VOICES)
                .mapToObj(number -> Voice.read(language + "-" + number))
                .toList();
    }

    private static int pause(RandomGenerator random, double least, double most) {
        return (int) (RATE * random.nextDouble(least, most));
    }

    /** Digits backwards, one after the other from beginning to end, softly. */
    private static void murmur(Track track, int end, List<Voice> speakers, RandomGenerator random) {
        int at = pause(random, 0, 0.2);
        while (at < end) {
            Voice speaker = speakers.get(random.nextInt(VOICES));
            int digit = random.nextInt(DIGITS);
            double speed = random.nextDouble(0.8, 1.2);
            track.addBackwards(speaker, digit, at, speed, random.nextDouble(0.08, 0.16));
            at += Track.stretched(speaker.length(digit), speed) + pause(random, 0, 0.1);
        }
    }
}
