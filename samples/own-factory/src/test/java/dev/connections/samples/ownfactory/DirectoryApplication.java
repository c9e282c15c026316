package dev.connections.samples.ownfactory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldif.LDIFReader;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** The sample, on a directory server that the test owns: any free port, stopped and started at will. */
final class DirectoryApplication implements AutoCloseable {

    private final List<InMemoryDirectoryServer> servers = new ArrayList<>();

    private final int port;

    private final ConfigurableApplicationContext context;

    DirectoryApplication(String... args) throws Exception {
        servers.add(start(0));
        port = servers.get(0).getListenPort();
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--directory.port=" + port);
        try {
            context = new SpringApplicationBuilder(OwnFactoryApplication.class)
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
        servers.add(start(port));
    }

    private static InMemoryDirectoryServer start(int port) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("o=clinic");
        config.addAdditionalBindCredentials("cn=reader", "secret");
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("default", port));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        try (LDIFReader people = new LDIFReader(new ClassPathResource("people.ldif").getInputStream())) {
            server.importFromLDIF(true, people);
        }
        server.startListening();
        return server;
    }

    @Override
    public void close() {
        context.close();
        stopServer();
    }
}
