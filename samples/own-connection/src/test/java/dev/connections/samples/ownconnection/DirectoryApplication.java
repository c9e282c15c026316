package dev.connections.samples.ownconnection;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The sample, on a directory server that the test owns: any free port, stopped and started at will. */
final class DirectoryApplication implements AutoCloseable {

    private final List<InMemoryDirectoryServer> servers = new ArrayList<>();

    private final int port;

    private final ConfigurableApplicationContext context;

    DirectoryApplication(String... args) throws Exception {
        servers.add(DirectoryServer.start(0));
        port = servers.get(0).getListenPort();
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--directory.embedded=false");
        all.add("--directory.port=" + port);
        try {
            context = new SpringApplicationBuilder(OwnConnectionApplication.class)
                    .web(WebApplicationType.NONE)
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

    int port() {
        return port;
    }

    @Override
    public void close() {
        context.close();
        stopServer();
    }
}
