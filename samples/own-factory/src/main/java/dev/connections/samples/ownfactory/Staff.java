package dev.connections.samples.ownfactory;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import dev.connections.ManagedConnection;
import org.springframework.stereotype.Service;

/** Uses the native client through its connection. */
// tag::use[]
@Service
class Staff {

    private final ManagedConnection<LDAPConnectionPool> staffDirectory;

    Staff(ManagedConnection<LDAPConnectionPool> staffDirectory) {
        this.staffDirectory = staffDirectory;
    }

    int size() throws LDAPException {
        return staffDirectory.call(pool ->
                pool.search("ou=staff,o=clinic", SearchScope.ONE, "(uid=*)").getEntryCount());
    }
}
// end::use[]
