package dev.menshen.web;

import io.javalin.security.RouteRole;

/** Who may use a route; every route of ours names exactly one. */
public enum Who implements RouteRole {
    /** Everybody. */
    ANYONE,
    /** Those not signed in; others are sent on to where they wanted to go, or home. */
    GUESTS,
    /** Those signed in; others are asked to sign in first. */
    USERS
}
