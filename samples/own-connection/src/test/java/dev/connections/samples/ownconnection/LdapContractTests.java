package dev.connections.samples.ownconnection;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.LDAPException;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import java.util.Map;

// tag::contract[]
class LdapContractTests extends ConnectionTypeContract {

    @Override
    protected ContractTarget startTarget() throws Exception {
        return new Directory();
    }

    @Override
    protected Class<?>[] configuration() {
        return new Class<?>[] {LdapConnectionType.class};
    }

    @Override
    protected void use(ManagedConnection<?> connection) throws LDAPException {
        ((LdapConnection) connection).values("cn", "(title=vet)");
    }

    private static final class Directory implements ContractTarget {

        private InMemoryDirectoryServer server;

        private final int port;

        Directory() throws Exception {
            server = DirectoryServer.start(0);
            port = server.getListenPort();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "url", "ldap://localhost:" + port,
                    "base-dn", "o=clinic",
                    "username", "cn=reader",
                    "password", "secret");
        }

        @Override
        public void stop() {
            server.shutDown(true);
        }

        @Override
        public void start() throws Exception {
            server = DirectoryServer.start(port);
        }

        @Override
        public void close() {
            stop();
        }
    }
}
// end::contract[]
