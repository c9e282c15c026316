package dev.connections.samples.ownconnection;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The sample, on a directory server that the test owns: any free port, stopped and started at will. */
final class DirectoryApplication implements AutoCloseable {

    private final List<InMemoryDirectoryServer> servers = new ArrayList<>();

    private final int port;

    private final ConfigurableApplicationContext context;

    DirectoryApplication(String... args) throws Exception {
        this(WebApplicationType.NONE, args);
    }

    DirectoryApplication(WebApplicationType web, String... args) throws Exception {
        servers.add(DirectoryServer.start(0));
        port = servers.get(0).getListenPort();
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--directory.embedded=false");
        all.add("--directory.port=" + port);
        all.add("--server.port=0");
        try {
            context = new SpringApplicationBuilder(OwnConnectionApplication.class)
                    .web(web)
                    .run(all.toArray(String[]::new));
        } catch (RuntimeException ex) {
            stopServer();
            throw ex;
        }
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    void stopServer() {
        servers.forEach(server -> server.shutDown(true));
    }

    void startServer() throws Exception {
        servers.add(DirectoryServer.start(port));
    }

    /** Changes a property of the running application. */
    void set(String property, String value) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(property, Map.of(property, value)));
    }

    int webPort() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        context.close();
        stopServer();
    }
}
