package dev.connections.samples.ownfactory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A connection to one directory server, named {@code staffDirectory} by the bean. */
// tag::factory[]
@Configuration(proxyBeanMethods = false)
class StaffConfiguration {

    @Bean
    ConnectionFactory<LDAPConnectionPool> staffDirectoryConnectionFactory(@Value("${directory.port}") int port) {
        return new ConnectionFactory<>() {

            @Override
            public LDAPConnectionPool connect(Credentials credentials) throws LDAPException {
                return new LDAPConnectionPool(
                        new LDAPConnection("localhost", port, credentials.user(), credentials.secret()), 4);
            }

            @Override
            public boolean isOpen(LDAPConnectionPool pool) {
                return !pool.isClosed();
            }

            @Override
            public void close(LDAPConnectionPool pool) {
                pool.close();
            }
        };
    }
}
// end::factory[]
