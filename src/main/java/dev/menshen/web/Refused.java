package dev.menshen.web;

import dev.menshen.forms.Problem;
import java.time.Duration;

/** A request that is not answered as asked, for a reason its sender can be told. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Problem problem;
    private final Duration retryAfter;

    private Refused(int status, Problem problem, Duration retryAfter) {
        super(status + " " + problem.key(), null, false, false);
        this.status = status;
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** Refused with this HTTP status, whose page says why. */
    public static Refused as(int status) {
        return new Refused(status, Problem.of("error." + status + ".text"), Duration.ZERO);
    }

    /** Refused with this HTTP status and these words. */
    public static Refused as(int status, String key, Object... args) {
        return new Refused(status, Problem.of(key, args), Duration.ZERO);
    }

    /** Refused for now: there is a point in trying again after this long. */
    public static Refused until(int status, Duration retryAfter, String key, Object... args) {
        return new Refused(status, Problem.of(key, args), retryAfter);
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
