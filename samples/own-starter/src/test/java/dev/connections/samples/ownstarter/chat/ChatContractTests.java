package dev.connections.samples.ownstarter.chat;

import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import java.io.IOException;

/** The type without a health check: the uses tell that the server is down. */
class ChatContractTests extends ConnectionTypeContract {

    @Override
    protected ContractTarget startTarget() throws IOException {
        return new ChatServer();
    }

    @Override
    protected void use(ManagedConnection<?> connection) throws IOException {
        ((ChatConnection) connection).transcript();
    }
}
