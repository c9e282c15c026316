package dev.connections.samples.quickstart;

import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.testing.ConnectionTypeContract;
import dev.connections.autoconfigure.testing.ContractTarget;
import dev.connections.sql.SqlConnection;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.io.TempDir;

class SqlContractTests extends ConnectionTypeContract {

    @TempDir
    private Path directory;

    @Override
    protected ContractTarget startTarget() throws SQLException {
        return new Database(directory);
    }

    @Override
    protected void use(ManagedConnection<?> connection) {
        ((SqlConnection) connection).query("select 1");
    }

    private static final class Database implements ContractTarget {

        private final Path directory;

        private Server server;

        private final int port;

        Database(Path directory) throws SQLException {
            this.directory = directory;
            server = started(0);
            port = server.getPort();
            // the first user of a new database is its administrator
            DriverManager.getConnection(url() + ";ifexists=false", "scott", "tiger")
                    .close();
        }

        private Server started(int port) throws SQLException {
            return Server.createTcpServer(
                            "-tcpPort", String.valueOf(port), "-ifNotExists", "-baseDir", directory.toString())
                    .start();
        }

        private String url() {
            return "jdbc:h2:tcp://localhost:" + port + "/./pets";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("url", url(), "username", "scott", "password", "tiger");
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void start() throws SQLException {
            server = started(port);
        }

        @Override
        public void close() {
            stop();
        }
    }
}
