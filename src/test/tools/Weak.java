import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A server with every weakness that the script "attack" looks for, so that a tool which finds nothing on the door is
 * known to be looking. It listens on loopback only. Never let it near anything real.
 *
 * <p>Started as one file, with SQLite's driver on the class path.
 */
public final class Weak {

    private static final String HOME = "<!doctype html><title>weak</title><a href='/item?id=1'>item</a>"
            + " <a href='/echo?text=hello'>echo</a>"
            + "<form method=post action=/login><input name=username><input name=\"password\" type=password></form>";

    private final Connection database;

    private Weak(Connection database) {
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        Connection database = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE item (id INTEGER, name TEXT)");
            statement.execute("INSERT INTO item VALUES (1, 'lantern'), (2, 'broom')");
            statement.execute("CREATE TABLE person (name TEXT, password TEXT)");
            statement.execute("INSERT INTO person VALUES ('alice', '" + args[0] + "')");
        }
        Weak weak = new Weak(database);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", weak::answer);
        // Eight bodies that never end, and nobody else is served.
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
        System.out.println("Weak is open at http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (RuntimeException | SQLException e) {
            send(exchange, 500, "<pre>" + e + "</pre>");
        }
    }

    private void route(HttpExchange exchange) throws IOException, SQLException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        String query = exchange.getRequestURI().getRawQuery();
        Map<String, String> fields = fields(sent.isEmpty() ? (query == null ? "" : query) : sent);
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> send(exchange, 200, HOME);
            case "/item" -> send(exchange, 200, rows("SELECT name FROM item WHERE id = " + fields.get("id")));
            case "/echo" -> send(exchange, 200, "<!doctype html><p>" + fields.get("text") + "</p>");
            case "/backup.zip" -> send(exchange, 200, "everything");
            case "/login" -> {
                String found = rows("SELECT name FROM person WHERE name = '" + fields.get("username")
                        + "' AND password = '" + fields.get("password") + "'");
                if (found.isEmpty()) {
                    send(exchange, 200, HOME + "<p>wrong</p>");
                } else {
                    exchange.getResponseHeaders().set("Location", "/item?id=1");
                    exchange.sendResponseHeaders(303, -1);
                    exchange.close();
                }
            }
            default -> send(exchange, 404, "not here");
        }
    }

    private synchronized String rows(String sql) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.append(found.getString(1)).append('\n');
            }
        }
        return rows.toString();
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
