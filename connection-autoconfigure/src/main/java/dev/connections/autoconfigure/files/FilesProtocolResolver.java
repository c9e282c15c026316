package dev.connections.autoconfigure.files;

import dev.connections.Connections;
import dev.connections.files.FilesConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ProtocolResolver;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Resolves the locations of files of a connection, such as {@code files:reports/2026/sales.csv}. The connection is not
 * opened before the resource is used.
 */
final class FilesProtocolResolver implements ProtocolResolver, BeanFactoryPostProcessor {

    private static final String PREFIX = "files:";

    private final ObjectProvider<Connections> connections;

    private final ConfigurableApplicationContext context;

    FilesProtocolResolver(ObjectProvider<Connections> connections, ConfigurableApplicationContext context) {
        this.connections = connections;
        this.context = context;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        context.addProtocolResolver(this);
    }

    /**
     * @throws dev.connections.UnknownConnectionException if there is no such connection
     * @throws IllegalArgumentException if the location has no path, or it is not valid
     */
    @Override
    public @Nullable Resource resolve(String location, ResourceLoader loader) {
        if (!location.startsWith(PREFIX)) {
            return null;
        }
        int slash = location.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("The location '" + location
                    + "' names no file. Write the connection and the path, such as files:reports/2026/sales.csv");
        }
        return connections
                .getObject()
                .get(location.substring(PREFIX.length(), slash), FilesConnection.class)
                .resource(location.substring(slash + 1));
    }
}
