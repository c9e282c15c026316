package dev.connections.samples.snowflake;

import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.util.Map;

class SnowflakeContractTests extends ConnectionTypeContract {

    @Override
    protected ContractTarget startTarget() {
        return new Warehouse(SnowflakeServer.start());
    }

    @Override
    protected void use(ManagedConnection<?> connection) {
        ((SnowflakeConnection) connection).query("select 1");
    }

    private record Warehouse(SnowflakeServer server) implements ContractTarget {

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "type",
                    "snowflake",
                    "account",
                    server.account().name(),
                    "host",
                    "127.0.0.1:" + server.port(),
                    "properties.ssl",
                    "off",
                    "username",
                    SnowflakeServer.USER,
                    "password",
                    SnowflakeServer.PASSWORD);
        }

        @Override
        public void stop() {
            server.down();
        }

        @Override
        public void start() {
            server.up();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
