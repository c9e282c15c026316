package dev.connections.testing.mail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One conversation. */
final class SmtpSession {

    private final SmtpServer server;

    private Socket socket;

    private InputStream in;

    private OutputStream out;

    private boolean encrypted;

    private boolean authenticated;

    private String sender = "";

    private final List<String> recipients = new ArrayList<>();

    SmtpSession(SmtpServer server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    void run() throws IOException {
        if (server.options.implicitTls()) {
            encrypt();
        }
        if (!reacts(SmtpStep.CONNECT)) {
            say("220 mail.example.com ready");
        }
        for (String line = readLine(); line != null; line = readLine()) {
            String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            server.command(word.equals("AUTH") ? "AUTH" : line);
            if (word.equals("QUIT")) {
                say("221 bye");
                return;
            }
            obey(word, line);
        }
    }

    private void obey(String word, String line) throws IOException {
        switch (word) {
            case "EHLO", "HELO" -> {
                if (!reacts(SmtpStep.EHLO)) {
                    greet();
                }
            }
            case "STARTTLS" -> {
                if (!reacts(SmtpStep.STARTTLS)) {
                    say("220 go on");
                    encrypt();
                }
            }
            case "AUTH" -> {
                if (!reacts(SmtpStep.AUTH)) {
                    authenticate(line.split(" "));
                }
            }
            case "MAIL" -> mail(line);
            case "RCPT" -> {
                if (!reacts(SmtpStep.RCPT)) {
                    recipients.add(line.substring(line.indexOf(':') + 1).strip());
                    say("250 2.1.5 Ok");
                }
            }
            case "DATA" -> {
                if (!reacts(SmtpStep.DATA)) {
                    say("354 go on");
                    data();
                }
            }
            case "NOOP" -> {
                if (!reacts(SmtpStep.NOOP)) {
                    say("250 2.0.0 Ok");
                }
            }
            case "RSET" -> {
                recipients.clear();
                say("250 2.0.0 Ok");
            }
            default -> say("500 5.5.2 unknown command");
        }
    }

    private void greet() throws IOException {
        List<String> extensions = server.options.extensions(encrypted);
        StringBuilder answer = new StringBuilder("250-mail.example.com\r\n");
        for (int i = 0; i < extensions.size(); i++) {
            answer.append("250").append((i < extensions.size() - 1) ? "-" : " ").append(extensions.get(i));
            answer.append((i < extensions.size() - 1) ? "\r\n" : "");
        }
        say(answer.toString());
    }

    private void mail(String line) throws IOException {
        if (reacts(SmtpStep.MAIL)) {
            return;
        }
        if (!server.isOpenToAll() && !authenticated) {
            say("530 5.7.0 Authentication required");
            return;
        }
        sender = line.substring(line.indexOf(':') + 1).strip();
        recipients.clear();
        say("250 2.1.0 Ok");
    }

    private void data() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean first = true;
        for (String line = readLine(); !".".equals(line); line = readLine()) {
            if (line == null) {
                throw new EOFException();
            }
            if (first && reacts(SmtpStep.CONTENT)) {
                throw new EOFException();
            }
            first = false;
            content.write((line.startsWith(".") ? line.substring(1) : line).getBytes(StandardCharsets.UTF_8));
            content.write('\r');
            content.write('\n');
        }
        if (reacts(SmtpStep.DOT)) {
            return;
        }
        server.take(new SmtpMail(sender, recipients, content.toString(StandardCharsets.UTF_8)));
        if (!reacts(SmtpStep.AFTER_DOT)) {
            say("250 2.0.0 Ok: queued as " + server.taken());
        }
    }

    private void authenticate(String[] words) throws IOException {
        String user = String.valueOf(server.options.user());
        String secret = server.options.secret();
        String expected =
                switch (words[1]) {
                    case "PLAIN" -> "*\0" + user + "\0" + secret;
                    case "XOAUTH2" -> "user=" + user + "\001auth=Bearer " + secret + "\001\001";
                    case "LOGIN" -> user + "\n" + secret;
                    default -> "";
                };
        String given =
                switch (words[1]) {
                    case "PLAIN" ->
                        "*" + decoded(words.length > 2 ? words[2] : ask("")).replaceFirst("^[^\\x00]*", "");
                    case "LOGIN" ->
                        decoded(words.length > 2 ? words[2] : ask("VXNlcm5hbWU6")) + "\n"
                                + decoded(ask("UGFzc3dvcmQ6"));
                    default -> decoded(words.length > 2 ? words[2] : ask(""));
                };
        authenticated = given.equals(expected);
        say(
                authenticated
                        ? "235 2.7.0 welcome"
                        : "535 5.7.8 bad credentials, and you said " + given.replace('\0', ' '));
    }

    private String ask(String challenge) throws IOException {
        say("334 " + challenge);
        return Objects.requireNonNullElse(readLine(), "");
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Takes the turn that it was told to take, if any. */
    private boolean reacts(SmtpStep step) throws IOException {
        SmtpReaction reaction = server.reaction(step);
        if (reaction == null) {
            return false;
        }
        if (reaction.answer() != null) {
            say(reaction.answer());
        }
        if (reaction.drop()) {
            throw new EOFException();
        }
        return true;
    }

    private void encrypt() throws IOException {
        SSLSocket secured = (SSLSocket) Objects.requireNonNull(server.options.tls())
                .getSocketFactory()
                .createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        out = new BufferedOutputStream(secured.getOutputStream());
        encrypted = true;
    }

    private void say(String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
