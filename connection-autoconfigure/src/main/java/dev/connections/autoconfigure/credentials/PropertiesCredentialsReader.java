package dev.connections.autoconfigure.credentials;

import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.binding.ConnectionBinder;
import dev.connections.autoconfigure.binding.ExternalFilePolicy;
import dev.connections.autoconfigure.binding.ProblemCollectingBindHandler;
import dev.connections.autoconfigure.binding.SettingsLayers;
import dev.connections.autoconfigure.binding.UserInfo;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.autoconfigure.environment.UnresolvedPlaceholders;
import dev.connections.credentials.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Reads the credentials of one connection from the configuration, and the files behind it, as they are now. Looks up
 * three keys, and binds the type's properties only if a URL names somebody else than before. A URL that leads elsewhere
 * is none of its business: that takes a reload, and who it names is unknown where the connection leads now.
 */
final class PropertiesCredentialsReader implements Callable<Credentials> {

    private static final Bindable<String> TEXT = Bindable.of(String.class);

    private final ConfiguredConnection connection;

    private final LiveEnvironment environment;

    private final @Nullable ConfigurationPropertySource settings;

    private final Function<@Nullable Object, @Nullable Credentials> ofType;

    private volatile OfUrl last;

    /**
     * @param settings what stands before the environment, or {@code null}
     * @param ofType the credentials that the properties of the connection's type hold; {@code null} for those of
     *     the URL
     */
    PropertiesCredentialsReader(
            ConfiguredConnection connection,
            LiveEnvironment environment,
            @Nullable ConfigurationPropertySource settings,
            Function<@Nullable Object, @Nullable Credentials> ofType) {
        this.connection = connection;
        this.environment = environment;
        this.settings = settings;
        this.ofType = ofType;
        this.last = ofUrl(connection.common().url(), connection.properties());
    }

    @Override
    public Credentials call() {
        List<ConfigurationPropertySource> sources = environment.sources(settings);
        PlaceholdersResolver placeholders = environment.placeholders(sources);
        ConfigurationPropertyName prefix = ConnectionBinder.prefix(connection.name());
        ExternalFilePolicy use = (connection.common().credentials().vault().path() != null)
                ? ExternalFilePolicy.WITHOUT_CREDENTIALS
                : ExternalFilePolicy.ALL;
        SettingsLayers layers = SettingsLayers.of(sources, placeholders, prefix, connection.type(), use);
        Binder binder = layers.binder();
        List<ConnectionProblem> found = new ArrayList<>();
        layers.files()
                .problems()
                .forEach((key, message) -> found.add(new ConnectionProblem(prefix + "." + key, null, message)));
        BindHandler handler = new ProblemCollectingBindHandler(
                connection.name(), new UnresolvedPlaceholders(placeholders), false, found);
        String username = binder.bind(prefix.append("username"), TEXT, handler).orElse(null);
        String password = binder.bind(prefix.append("password"), TEXT, handler).orElse(null);
        Credentials inUrl = inUrl(binder, prefix, handler);
        if (!found.isEmpty()) {
            throw new InvalidConnectionsException(connection.name().value(), found);
        }
        return pair(username, password, inUrl);
    }

    private Credentials inUrl(Binder binder, ConfigurationPropertyName prefix, BindHandler handler) {
        OfUrl known = last;
        String url = binder.bind(prefix.append("url"), TEXT, handler).orElse(null);
        if (Objects.equals(url, known.url()) || !UserInfo.isAllThatDiffers(url, known.url())) {
            return known.credentials();
        }
        Object properties = (connection.type() == null)
                ? null
                : binder.bindOrCreate(prefix, Bindable.of(connection.type().propertiesType()), handler);
        OfUrl read = ofUrl(url, properties);
        last = read;
        return read.credentials();
    }

    private OfUrl ofUrl(@Nullable String url, @Nullable Object properties) {
        Credentials own = ofType.apply(properties);
        return new OfUrl(url, (own != null) ? own : UserInfo.credentials(url));
    }

    private static Credentials pair(@Nullable String username, @Nullable String password, Credentials inUrl) {
        String user = (username != null) ? username : inUrl.user();
        // The secret of one user is never sent with the name of another.
        @Nullable String secret = (password == null && Objects.equals(user, inUrl.user())) ? inUrl.secret() : password;
        return Credentials.of(user, secret);
    }

    private record OfUrl(@Nullable String url, Credentials credentials) {}
}
