package dev.connections.samples.contactform;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import dev.connections.mail.MailConnection;
import java.time.Duration;
import java.util.Map;

class MailContractTests extends ConnectionTypeContract {

    @Override
    protected ContractTarget startTarget() {
        return new Server();
    }

    @Override
    protected void use(ManagedConnection<?> connection) {
        ((MailConnection) connection).send("help@example.com", "Contract", "text");
    }

    private static final class Server implements ContractTarget {

        private GreenMail server;

        private final int port;

        Server() {
            server = started(0);
            port = server.getSmtp().getPort();
        }

        private static GreenMail started(int port) {
            ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
            // a busy machine may need more than its 2 s
            setup.setServerStartupTimeout(Duration.ofMinutes(1).toMillis());
            GreenMail server = new GreenMail(setup);
            server.setUser("scott", "tiger");
            server.start();
            return server;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "url", "smtp://127.0.0.1:" + port,
                    "encryption", "none",
                    "from", "form@example.com",
                    "username", "scott",
                    "password", "tiger");
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void start() {
            server = started(port);
        }

        @Override
        public void close() {
            stop();
        }
    }
}
