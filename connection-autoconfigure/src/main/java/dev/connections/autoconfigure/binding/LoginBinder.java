package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.environment.ConnectionNames;
import dev.connections.autoconfigure.login.LoginProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Binds a connection that users may log in to: what is fixed for all of them comes first, then what one of them has
 * entered, then the connection's own settings. Without logins it binds the latter alone.
 */
final class LoginBinder {

    private static final String LOGIN = "login";

    private final ConnectionName name;

    private final ConnectionNames names;

    private final List<ConfigurationPropertySource> sources;

    private final PlaceholdersResolver placeholders;

    private final @Nullable Map<String, String> entered;

    private final @Nullable LoginProperties properties;

    /** @param entered what a user has entered; {@code null} for the initial values of the form */
    LoginBinder(
            ConnectionName name,
            ConnectionNames names,
            List<ConfigurationPropertySource> sources,
            PlaceholdersResolver placeholders,
            @Nullable Map<String, String> entered) {
        this.name = name;
        this.names = names;
        this.sources = sources;
        this.placeholders = placeholders;
        this.entered = entered;
        this.properties = find();
    }

    /** Those of the connection, if its users log in. Problems with them are found when all is bound. */
    private @Nullable LoginProperties find() {
        boolean mentioned =
                names.keys(name).keySet().stream().anyMatch(key -> key.equals(LOGIN) || key.startsWith(LOGIN + "."));
        if (!mentioned) {
            return null;
        }
        ConfigurationPropertyName prefix = ConnectionBinder.prefix(name);
        Binder binder = SettingsLayers.of(sources, placeholders, prefix, null, ExternalFilePolicy.NONE)
                .binder();
        LoginProperties bound = binder.bindOrCreate(
                prefix.append(LOGIN), Bindable.of(LoginProperties.class), new IgnoreErrorsBindHandler());
        return Boolean.FALSE.equals(bound.enabled()) ? null : bound;
    }

    /**
     * @param type the connection's type, or {@code null} if it is not known yet
     * @param use how much of the settings in files is wanted if users do not log in
     */
    SettingsLayers layers(@Nullable TypeDescriptor type, ExternalFilePolicy use) {
        ConfigurationPropertyName prefix = ConnectionBinder.prefix(name);
        if (properties == null) {
            return SettingsLayers.of(sources, placeholders, prefix, type, use);
        }
        LoginDefinition definition = LoginDefinition.of(properties, type);
        List<ConfigurationPropertySource> all = new ArrayList<>();
        all.add(definition.source(name, (entered != null) ? entered : definition.example()));
        all.addAll(sources);
        all.add(definition.defaultsSource(name));
        ExternalFilePolicy withoutCredentials =
                (use == ExternalFilePolicy.ALL) ? ExternalFilePolicy.WITHOUT_CREDENTIALS : use;
        return SettingsLayers.of(all, placeholders, prefix, type, withoutCredentials);
    }

    /**
     * What users log in with; {@code null} if they do not.
     *
     * @param bound all that is configured of it
     */
    @Nullable
    LoginDefinition definition(@Nullable TypeDescriptor type, LoginProperties bound) {
        return (properties != null) ? LoginDefinition.of(bound, type) : null;
    }
}
