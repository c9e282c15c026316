package dev.connections.login;

import dev.connections.ConnectionFactory;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client as an application's author would write it. Safe for use by several threads. */
final class PasswordClient {

    private final Socket socket;

    private final BufferedReader in;

    private volatile boolean open = true;

    private PasswordClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Who the server takes the caller for. */
    synchronized String ask(String question) throws IOException {
        try {
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException("The server has hung up");
            }
            return answer;
        } catch (IOException ex) {
            open = false;
            throw ex;
        }
    }

    /** Says goodbye, and waits until the server has hung up. */
    private void close() throws IOException {
        boolean isBroken = !open;
        open = false;
        try (socket) {
            if (isBroken) {
                return;
            }
            socket.getOutputStream().write("bye\n".getBytes(StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                // an answer that nobody waits for any more
            }
        }
    }

    /** @param port where the server is */
    record Factory(int port) implements ConnectionFactory<PasswordClient> {

        @Override
        public PasswordClient connect(Credentials credentials) throws IOException {
            PasswordClient client = new PasswordClient(new Socket(InetAddress.getLoopbackAddress(), port));
            boolean accepted = false;
            try {
                accepted = client.ask(credentials.user() + "\n" + credentials.secret())
                        .equals("yes");
            } finally {
                if (!accepted) {
                    client.socket.close();
                }
            }
            if (!accepted) {
                throw new CredentialsRefusedException("vault", "The vault refused " + credentials, null);
            }
            return client;
        }

        @Override
        public boolean isOpen(PasswordClient client) {
            return client.open;
        }

        @Override
        public boolean isAlive(PasswordClient client) throws IOException {
            return client.ask("are you there").length() > 0;
        }

        @Override
        public void close(PasswordClient client) throws IOException {
            client.close();
        }
    }
}
