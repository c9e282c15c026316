package dev.connections.samples.weather;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import dev.connections.ConnectionFactory;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import dev.connections.rest.RestConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class RestContractTests extends ConnectionTypeContract {

    @Override
    protected ContractTarget startTarget() throws IOException {
        return new Server();
    }

    @Override
    protected void use(ManagedConnection<?> connection) {
        ((RestConnection) connection).get("/ping", String.class);
    }

    /** Java's HTTP client cannot tell whether it is closed. */
    @Override
    protected boolean isClosed(ConnectionFactory<Object> factory, Object resource) {
        return true;
    }

    private static final class Server implements ContractTarget {

        private HttpServer server;

        private final int port;

        Server() throws IOException {
            server = started(0);
            port = server.getAddress().getPort();
        }

        private static HttpServer started(int port) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/ping", exchange -> {
                        byte[] pong = "pong".getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "text/plain");
                        exchange.sendResponseHeaders(200, pong.length);
                        exchange.getResponseBody().write(pong);
                        exchange.close();
                    })
                    .setAuthenticator(new BasicAuthenticator("ping") {
                        @Override
                        public boolean checkCredentials(String user, String password) {
                            return user.equals("scott") && password.equals("tiger");
                        }
                    });
            server.start();
            return server;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "url", "http://localhost:" + port,
                    "health.path", "/ping",
                    "username", "scott",
                    "password", "tiger");
        }

        @Override
        public void stop() {
            server.stop(0);
        }

        @Override
        public void start() throws IOException {
            server = started(port);
        }

        @Override
        public void close() {
            stop();
        }
    }
}
