package dev.menshen.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One route: a verb, a path below the base path, who may use it, and what answers.
 *
 * @param verb the HTTP method
 * @param path below the base path, beginning with a slash
 * @param who may use it
 * @param handler what answers
 */
public record Row(HandlerType verb, String path, Who who, Handler handler) {

    /** A row for GET, and with it for HEAD. */
    public static Row get(String path, Who who, Handler handler) {
        return new Row(HandlerType.GET, path, who, handler);
    }

    /** A row for POST. */
    public static Row post(String path, Who who, Handler handler) {
        return new Row(HandlerType.POST, path, who, handler);
    }
}
