package dev.connections.samples.ownstarter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The type comes from the auto-configuration. */
class ClamavContractTests extends ConnectionTypeContract {

    @Override
    protected ContractTarget startTarget() throws IOException {
        return new Daemon();
    }

    @Override
    protected void use(ManagedConnection<?> connection) throws IOException {
        ClamavConnection scanner = (ClamavConnection) connection;
        assertThat(scanner.isClean("harmless".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(scanner.isClean("EICAR".getBytes(StandardCharsets.US_ASCII))).isFalse();
    }

    /** Speaks the part of clamd's protocol that the client uses. */
    private static final class Daemon implements ContractTarget {

        private final int port;

        private ServerSocket server;

        private Thread serving;

        Daemon() throws IOException {
            server = listening(0);
            port = server.getLocalPort();
            serving = serving(server);
        }

        private static ServerSocket listening(int port) throws IOException {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return server;
        }

        private static Thread serving(ServerSocket server) {
            Thread thread = new Thread(() -> serve(server), "clamd");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        private static void serve(ServerSocket server) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    String response = response(new DataInputStream(socket.getInputStream()));
                    socket.getOutputStream().write((response + "\0").getBytes(StandardCharsets.US_ASCII));
                } catch (IOException ex) {
                    // the server was stopped, or a client has gone
                    continue;
                }
            }
        }

        private static String response(DataInputStream in) throws IOException {
            StringBuilder command = new StringBuilder();
            for (int c = in.read(); c > 0; c = in.read()) {
                command.append((char) c);
            }
            if (command.toString().equals("zPING")) {
                return "PONG";
            }
            StringBuilder content = new StringBuilder();
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
                content.append(new String(in.readNBytes(length), StandardCharsets.US_ASCII));
            }
            return content.toString().contains("EICAR") ? "stream: Eicar-Signature FOUND" : "stream: OK";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("type", "clamav", "host", "127.0.0.1", "port", String.valueOf(port));
        }

        @Override
        public void stop() throws Exception {
            server.close();
            // until it has left accept(), the system still accepts connections
            serving.join();
        }

        @Override
        public void start() throws IOException {
            server = listening(port);
            serving = serving(server);
        }

        @Override
        public void close() throws Exception {
            stop();
        }
    }
}
