package dev.connections.mail.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the socket of one transport, and keeps it: an answer to a login may take as long as connecting, and the answer
 * to a message much longer. So a server that says nothing holds up no attempt for longer than that. Used by one thread.
 */
final class LoginSocketFactory extends SocketFactory {

    private static final String PROPERTY = "mail.smtp.socketFactory";

    private @Nullable Socket made;

    /** Uses it for a login, unless the properties say what else makes sockets. */
    void useFor(Properties session, Map<String, String> ownProperties, Duration longestAnswer) {
        boolean ofBundle = session.containsKey("mail.smtp.ssl.socketFactory")
                && "true".equals(session.getProperty("mail.smtp.ssl.enable"));
        boolean replaced = ofBundle
                || ownProperties.keySet().stream()
                        .anyMatch(key -> key.contains("ocketFactory")
                                || key.startsWith("mail.smtp.socks")
                                || key.startsWith("mail.smtp.proxy")
                                || key.equals("mail.smtp.timeout"));
        if (!replaced) {
            session.put(PROPERTY, this);
            session.put(PROPERTY + ".fallback", "false");
            session.put("mail.smtp.timeout", String.valueOf(longestAnswer.toMillis()));
        }
    }

    /** The login is over: an answer may take longer from now on. */
    void loggedIn(Duration longestAnswer) throws SocketException {
        Socket socket = made;
        if (socket != null) {
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, longestAnswer.toMillis()));
        }
    }

    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        made = socket;
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unconnected();
    }

    private static IOException unconnected() {
        return new SocketException("Sockets are connected with a time-out");
    }
}
