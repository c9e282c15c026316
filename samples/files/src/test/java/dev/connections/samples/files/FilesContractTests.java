package dev.connections.samples.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connections.ConnectionFactory;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import dev.connections.files.FilesConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The contract of connection types, for files of a repository whose server checks the token. */
class FilesContractTests extends ConnectionTypeContract {

    @Override
    protected ContractTarget startTarget() throws IOException {
        return new Hub();
    }

    @Override
    protected void use(ManagedConnection<?> connection) {
        ((FilesConnection) connection).list("");
    }

    /** Clients of stores do not tell whether they are closed. */
    @Override
    protected boolean isClosed(ConnectionFactory<Object> factory, Object resource) {
        return true;
    }

    /** An empty repository. */
    private static final class Hub implements ContractTarget {

        private HttpServer server;

        private final int port;

        Hub() throws IOException {
            server = started(0);
            port = server.getAddress().getPort();
        }

        private static HttpServer started(int port) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", Hub::answer);
            server.start();
            return server;
        }

        private static void answer(HttpExchange exchange) throws IOException {
            boolean accepted =
                    "Bearer tiger".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (accepted ? "[]" : "{\"error\": \"Invalid credentials\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(accepted ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "url", "hf://datasets/owner/name",
                    "endpoint", "http://127.0.0.1:" + port,
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
