package dev.connections.samples.ownconnection;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import dev.connections.ConnectionFactory;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;

/** Opens pools of connections to one directory server. */
// tag::factory[]
record LdapConnectionFactory(String connectionName, LDAPURL url, int poolSize)
        implements ConnectionFactory<LDAPConnectionPool> {

    @Override
    public LDAPConnectionPool connect(Credentials credentials) throws LDAPException {
        try {
            return new LDAPConnectionPool(
                    new LDAPConnection(url.getHost(), url.getPort(), credentials.user(), credentials.secret()),
                    poolSize);
        } catch (LDAPException ex) {
            if (ex.getResultCode() == ResultCode.INVALID_CREDENTIALS) {
                throw new CredentialsRefusedException(
                        connectionName, "The directory server refused " + credentials.user() + ".", ex);
            }
            throw ex;
        }
    }

    @Override
    public boolean authenticates() {
        return true; // the bind fails with wrong credentials
    }

    @Override
    public boolean isOpen(LDAPConnectionPool pool) {
        return !pool.isClosed();
    }

    @Override
    public boolean isAlive(LDAPConnectionPool pool) throws LDAPException {
        return pool.getRootDSE() != null;
    }

    @Override
    public void close(LDAPConnectionPool pool) {
        pool.close();
    }
}
// end::factory[]
