package dev.connections.autoconfigure.diagnostics;

import dev.connections.ConnectionException;
import dev.connections.ConnectionName;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import dev.connections.autoconfigure.binding.ConnectionBinder;
import dev.connections.autoconfigure.environment.PropertyDisplay;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains that an application did not start because a connection that it needs for that could not be opened. */
final class ConnectionFailureAnalyzer extends AbstractFailureAnalyzer<ConnectionException> {

    private final Environment environment;

    ConnectionFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConnectionException cause) {
        String name = cause.connectionName();
        if (cause instanceof CredentialsRefusedException) {
            return new FailureAnalysis(
                    String.valueOf(cause.getMessage()),
                    "Correct the user or the password of the connection: " + place(name, "username") + ", "
                            + place(name, "password") + ", or those in " + place(name, "url") + ".",
                    cause);
        }
        if (cause instanceof ConnectionUnavailableException) {
            return new FailureAnalysis(
                    String.valueOf(cause.getMessage()),
                    "Check that the target is available and that its address is correct: " + place(name, "url")
                            + ". The application starts without it as long as nothing uses the connection at "
                            + "the start and 'connections." + name + ".start' is not 'required'.",
                    cause);
        }
        return null;
    }

    private String place(String connection, String key) {
        String property = "connections." + connection + "." + key;
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(
                    ConnectionBinder.prefix(new ConnectionName(connection)).append(key));
            String origin = PropertyDisplay.originOf(found);
            if (origin != null) {
                return "'" + property + "' (" + origin + ")";
            }
        }
        return "'" + property + "'";
    }
}
