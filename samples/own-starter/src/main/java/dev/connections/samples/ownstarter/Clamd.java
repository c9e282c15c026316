package dev.connections.samples.ownstarter;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Client of a ClamAV daemon. Each command has a network connection of its own. Thread-safe. */
public final class Clamd {

    private final InetSocketAddress address;

    private final int timeoutMillis;

    private volatile boolean open = true;

    Clamd(String host, int port, Duration readTimeout) {
        this.address = new InetSocketAddress(host, port);
        this.timeoutMillis = (int) readTimeout.toMillis();
    }

    void ping() throws IOException {
        String response = command("zPING\0", new byte[0]);
        if (!response.equals("PONG")) {
            throw new IOException("clamd responds " + response + " to PING");
        }
    }

    /** Returns whether the daemon finds nothing in a content. */
    boolean isClean(byte[] content) throws IOException {
        return command("zINSTREAM\0", content).endsWith("OK");
    }

    private String command(String command, byte[] content) throws IOException {
        if (!open) {
            throw new IOException("the client is closed");
        }
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(address, timeoutMillis);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(command.getBytes(StandardCharsets.US_ASCII));
            if (content.length > 0) {
                out.writeInt(content.length);
                out.write(content);
                out.writeInt(0);
            }
            out.flush();
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return response.replace("\0", "").trim();
        }
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }
}
