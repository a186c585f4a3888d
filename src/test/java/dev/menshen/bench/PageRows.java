package dev.menshen.bench;

import dev.menshen.JarProcess;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The pages that are seen most, each beside a bare handler that answers with a fixed text of the same size. */
final class PageRows implements Rows {

    private static final double GOAL = 0.75;

    @Override
    public void measure(Ground ground) throws SQLException {
        try (House house = House.usual(ground)) {
            Map<String, String> page = Map.of("Accept", "text/html", "Accept-Language", "en");
            Map<String, String> signedIn = Map.of("Accept", "text/html", "Cookie", house.cookie());
            int home = house.size("/", signedIn);
            int login = house.size("/login", page);
            try (JarProcess bare = ground.bare(List.of(), Integer.toString(home), Integer.toString(login))) {
                ground.print(
                        new Pair(
                                "home page, signed in (" + home + " bytes)",
                                ground.rate(house.home(bare.uri().resolve("/text/" + home))),
                                ground.rate(house.home())),
                        GOAL);
                ground.print(
                        new Pair(
                                "sign-in page, anonymous (" + login + " bytes)",
                                ground.rate(bare.uri().resolve("/text/" + login), page, 200),
                                ground.rate(house.uri().resolve("/login"), page, 200)),
                        GOAL);
            }
        }
    }
}
