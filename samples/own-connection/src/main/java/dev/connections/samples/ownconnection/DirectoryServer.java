package dev.connections.samples.ownconnection;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** The directory server that the sample talks to. An application of yours would have a real one. */
@Configuration(proxyBeanMethods = false)
class DirectoryServer {

    @Bean(destroyMethod = "close")
    @ConditionalOnBooleanProperty("directory.embedded")
    InMemoryDirectoryServer embeddedDirectory(@Value("${directory.port}") int port)
            throws LDAPException, LDIFException, IOException {
        return start(port);
    }

    static InMemoryDirectoryServer start(int port) throws LDAPException, LDIFException, IOException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("o=clinic");
        config.addAdditionalBindCredentials("cn=reader", "secret");
        config.addAdditionalBindCredentials("cn=alice", "in wonderland");
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("default", port));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        try (LDIFReader people = new LDIFReader(new ClassPathResource("people.ldif").getInputStream())) {
            server.importFromLDIF(true, people);
        }
        server.startListening();
        return server;
    }
}
