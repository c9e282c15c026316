package dev.connections.autoconfigure.files;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.Internal;
import dev.connections.LoginDefaults;
import dev.connections.ManagedConnection;
import dev.connections.credentials.Credentials;
import dev.connections.files.execution.FilesConnectionFactory;
import dev.connections.files.execution.FilesSettings;
import dev.connections.files.execution.OpenFiles;
import dev.connections.files.execution.SupervisedFilesConnection;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/** The type {@code files}: files in an object store or a local directory. */
@InferredFrom(url = {"s3://", "gs://", "az://", "abfs://", "abfss://", "hf://", "file:"})
@LoginDefaults
@Internal
public final class FilesConnectionType
        implements ConnectionType<FilesConnectionProperties, OpenFiles, SupervisedFilesConnection> {

    private final Environment environment;

    private final ObjectProvider<ObservationRegistry> observations;

    /**
     * @param environment has {@code HF_TOKEN} and {@code HF_ENDPOINT}
     * @param observations where requests are observed; used when a connection is created
     */
    FilesConnectionType(Environment environment, ObjectProvider<ObservationRegistry> observations) {
        this.environment = environment;
        this.observations = observations;
    }

    @Override
    public ConnectionFactory<OpenFiles> connectionFactory(ConnectionDefinition<FilesConnectionProperties> definition) {
        FilesConnectionProperties properties = definition.properties();
        FilesStores stores = stores(properties);
        FilesSettings settings = settings(definition);
        return new FilesConnectionFactory(
                definition.name(),
                stores.identity(),
                stores.opener(definition.login()),
                properties.local(),
                () -> settings);
    }

    @Override
    public SupervisedFilesConnection handle(
            ManagedConnection<OpenFiles> connection, ConnectionDefinition<FilesConnectionProperties> definition) {
        if (definition.login() && stores(definition.properties()).isLocal()) {
            throw new IllegalArgumentException("'login' would accept every user, because a local directory has none");
        }
        if (definition.login() && definition.properties().profile() != null) {
            throw new IllegalArgumentException(
                    "'profile' is set, but each user logs in with their own credentials." + " Remove it");
        }
        return new SupervisedFilesConnection(
                connection, settings(definition), observations.getIfUnique(() -> ObservationRegistry.NOOP));
    }

    @Override
    public Runnable reconfigure(
            SupervisedFilesConnection handle, ConnectionDefinition<FilesConnectionProperties> definition) {
        FilesSettings settings = settings(definition);
        return () -> handle.useSettings(settings);
    }

    private static FilesSettings settings(ConnectionDefinition<FilesConnectionProperties> definition) {
        return definition.properties().settings(definition.name().value());
    }

    @Override
    public Credentials credentials(FilesConnectionProperties properties) {
        return stores(properties).credentials();
    }

    private FilesStores stores(FilesConnectionProperties properties) {
        return new FilesStores(properties, environment::getProperty);
    }

    /** Opening loads the libraries of the store and of DuckDB. */
    @Override
    public Duration defaultConnectTimeout() {
        return Duration.ofSeconds(10);
    }
}
