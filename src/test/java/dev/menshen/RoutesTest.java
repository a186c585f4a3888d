package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.web.Who;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final Set<HandlerType> AROUND =
            Set.of(HandlerType.BEFORE, HandlerType.BEFORE_MATCHED, HandlerType.AFTER, HandlerType.AFTER_MATCHED);

    @Test
    void everyRouteNamesExactlyOneWho() {
        List<Endpoint> routes = routes();
        assertThat(routes).hasSizeGreaterThan(14);
        for (Endpoint route : routes) {
            Roles roles = route.metadata(Roles.class);
            assertThat(roles).as("%s %s", route.method, route.path).isNotNull();
            assertThat(roles.getRoles())
                    .as("%s %s", route.method, route.path)
                    .hasSize(1)
                    .allMatch(Who.class::isInstance);
        }
    }

    @Test
    void theRoutesAreThoseOfTheContract() {
        assertThat(routes().stream()
                        .filter(route -> !route.method.equals(HandlerType.HEAD))
                        .map(route -> route.method.name() + " " + route.path))
                .containsExactlyInAnyOrder(
                        "GET /",
                        "GET /register",
                        "POST /register",
                        "POST /send/sms",
                        "GET /login/sms",
                        "POST /login/sms",
                        "GET /image/code",
                        "GET /audio/code",
                        "GET /login",
                        "POST /login",
                        "POST /logout",
                        "POST /logout/all",
                        "GET /account/password",
                        "POST /account/password",
                        "GET /account/email",
                        "POST /account/email",
                        "GET /.well-known/change-password",
                        "GET /gate/nginx",
                        "GET /gate/forward",
                        "GET /gate/seen",
                        "GET /reset",
                        "POST /reset",
                        "GET /account/sessions",
                        "POST /account/sessions/end",
                        "POST /account/sessions/end-others",
                        "GET /session/me",
                        "GET /health",
                        "GET /asset/{name}");
    }

    private static List<Endpoint> routes() {
        Javalin app = Main.door(
                Map.of(Setting.DATA, TestDoor.newFolder().toString(), Setting.LISTEN, "127.0.0.1:0"), door -> {});
        app.start();
        try {
            return app.unsafe.internalRouter.allHttpHandlers().stream()
                    .map(parsed -> parsed.endpoint)
                    .filter(endpoint -> !AROUND.contains(endpoint.method))
                    .toList();
        } finally {
            app.stop();
        }
    }
}
