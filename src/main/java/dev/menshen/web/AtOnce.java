package dev.menshen.web;

import java.util.Map;
import java.util.Optional;

/** Says yes to a question, or leaves it to the ordinary way. */
@FunctionalInterface
public interface AtOnce {

    /** The headers of a yes; none where it is no yes. Never throws. */
    Optional<Map<String, String>> yes(Question question);
}
