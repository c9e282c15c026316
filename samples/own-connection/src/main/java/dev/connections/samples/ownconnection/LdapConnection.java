package dev.connections.samples.ownconnection;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What users inject: a directory, seen from one of its entries. */
// tag::handle[]
class LdapConnection extends DelegatingConnection<LDAPConnectionPool> {

    private volatile @Nullable String baseDn;

    LdapConnection(ManagedConnection<LDAPConnectionPool> connection, @Nullable String baseDn) {
        super(connection);
        this.baseDn = baseDn;
    }

    void searchBelow(@Nullable String newBaseDn) {
        this.baseDn = newBaseDn;
    }

    /** The values of an attribute in all entries that a filter lets through. */
    List<String> values(String attribute, String filter) throws LDAPException {
        return call(pool -> pool.search(baseDn, SearchScope.SUB, filter, attribute).getSearchEntries().stream()
                .map(entry -> entry.getAttributeValue(attribute))
                .filter(Objects::nonNull)
                .sorted()
                .toList());
    }
}
// end::handle[]
