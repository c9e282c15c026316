package dev.connections.samples.ownconnection;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.ManagedConnection;
import org.springframework.stereotype.Component;

/** The type {@code ldap}. */
// tag::type[]
@Component
@InferredFrom(url = "ldap://")
class LdapConnectionType implements ConnectionType<LdapProperties, LDAPConnectionPool, LdapConnection> {

    @Override
    public ConnectionFactory<LDAPConnectionPool> connectionFactory(ConnectionDefinition<LdapProperties> definition) {
        LdapProperties properties = definition.properties();
        try {
            return new LdapConnectionFactory(
                    definition.name().value(), new LDAPURL(properties.url()), properties.poolSize());
        } catch (LDAPException ex) {
            throw new IllegalArgumentException("url is not an LDAP URL. Set it to one, such as ldap://host:389.", ex);
        }
    }

    @Override
    public LdapConnection handle(
            ManagedConnection<LDAPConnectionPool> connection, ConnectionDefinition<LdapProperties> definition) {
        return new LdapConnection(connection, definition.properties().baseDn());
    }

    @Override
    public Runnable reconfigure(LdapConnection handle, ConnectionDefinition<LdapProperties> definition) {
        return () -> handle.searchBelow(definition.properties().baseDn());
    }
}
// end::type[]
