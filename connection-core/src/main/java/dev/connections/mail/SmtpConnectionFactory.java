package dev.connections.mail;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ResourceFigure;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.NetworkReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Opens transports to an SMTP server. Safe for use by several threads. */
public final class SmtpConnectionFactory implements ConnectionFactory<SmtpTransports> {

    private static final List<ResourceFigure<SmtpTransports>> FIGURES = List.of(
            figure("active", "Connections of the pool that are in use", SmtpTransports::active),
            figure("idle", "Connections of the pool that nobody uses", SmtpTransports::idle),
            figure("waiting", "Callers that wait for a connection of the pool", SmtpTransports::waiting),
            figure("max", "Connections that the pool may have", SmtpTransports::max));

    private final ConnectionName name;

    private final SmtpSettings settings;

    private final @Nullable CredentialsProvider tokens;

    /**
     * @param name the connection's name
     * @param settings where the server is, and how it is talked to
     */
    public SmtpConnectionFactory(ConnectionName name, SmtpSettings settings) {
        this(name, settings, null);
    }

    /**
     * A factory whose transports log in by tokens of somebody else.
     *
     * @param name the connection's name
     * @param settings where the server is, and how it is talked to
     * @param tokens gives access tokens; {@code null} if the credentials hold what is needed
     */
    public SmtpConnectionFactory(ConnectionName name, SmtpSettings settings, @Nullable CredentialsProvider tokens) {
        this.name = Objects.requireNonNull(name, "name");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.tokens = tokens;
    }

    private static ResourceFigure<SmtpTransports> figure(
            String name, String description, ToLongFunction<SmtpTransports> value) {
        return new ResourceFigure<>("pool." + name, description, value);
    }

    @Override
    public SmtpTransports connect(Credentials credentials) throws Exception {
        SmtpSettings usable = credentials.isForOneOpening() ? settings.withOneTransport() : settings;
        SmtpLogin login = new SmtpLogin(name.value(), usable, credentials, tokens);
        return new SmtpTransports(name.value(), usable.bounds(), login, login.open());
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public boolean isOpen(SmtpTransports transports) {
        return transports.isOpen();
    }

    @Override
    public boolean isAlive(SmtpTransports transports) throws Exception {
        return transports.isAlive();
    }

    @Override
    public List<ResourceFigure<SmtpTransports>> figures() {
        return FIGURES;
    }

    @Override
    public Map<String, Object> target(@Nullable String user) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("host", settings.host());
        target.put("port", settings.port());
        if (user != null) {
            target.put("user", user);
        }
        return target;
    }

    @Override
    public @Nullable String reason(Throwable failure) {
        return NetworkReason.of(failure, settings.host());
    }

    @Override
    public void close(SmtpTransports transports) {
        transports.close();
    }
}
