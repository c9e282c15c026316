package dev.connections.mail.smtp;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.metrics.ResourceGauge;
import dev.connections.support.NetworkReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Opens pools of transports to an SMTP server. Thread-safe. */
public final class SmtpConnectionFactory implements ConnectionFactory<SmtpTransportPool> {

    private static final List<ResourceGauge<SmtpTransportPool>> FIGURES = List.of(
            gauge("active", "Connections of the pool that are in use", SmtpTransportPool::active),
            gauge("idle", "Connections of the pool that nobody uses", SmtpTransportPool::idle),
            gauge("waiting", "Callers that wait for a connection of the pool", SmtpTransportPool::waiting),
            gauge("max", "Connections that the pool may have", SmtpTransportPool::max));

    private final ConnectionName name;

    private final SmtpSettings settings;

    private final @Nullable CredentialsProvider tokens;

    /**
     * Creates a factory.
     *
     * @param name the connection's name
     * @param settings the settings of the server
     */
    public SmtpConnectionFactory(ConnectionName name, SmtpSettings settings) {
        this(name, settings, null);
    }

    /**
     * Creates a factory whose transports authenticate with access tokens.
     *
     * @param name the connection's name
     * @param settings the settings of the server
     * @param tokens provides access tokens; {@code null} if the credentials are sufficient
     */
    public SmtpConnectionFactory(ConnectionName name, SmtpSettings settings, @Nullable CredentialsProvider tokens) {
        this.name = Objects.requireNonNull(name, "name");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.tokens = tokens;
    }

    private static ResourceGauge<SmtpTransportPool> gauge(
            String name, String description, ToLongFunction<SmtpTransportPool> value) {
        return new ResourceGauge<>("pool." + name, description, value);
    }

    @Override
    public SmtpTransportPool connect(Credentials credentials) throws Exception {
        SmtpSettings usable = credentials.isForOneOpening() ? settings.withOneTransport() : settings;
        SmtpLogin login = new SmtpLogin(name.value(), usable, credentials, tokens);
        return new SmtpTransportPool(name.value(), usable.bounds(), login, login.open());
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public boolean isOpen(SmtpTransportPool transports) {
        return transports.isOpen();
    }

    @Override
    public boolean isAlive(SmtpTransportPool transports) throws Exception {
        return transports.isAlive();
    }

    @Override
    public List<ResourceGauge<SmtpTransportPool>> gauges() {
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
    public void close(SmtpTransportPool transports) {
        transports.close();
    }
}
