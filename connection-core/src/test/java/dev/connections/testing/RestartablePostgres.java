package dev.connections.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server that can break. */
public final class RestartablePostgres extends RestartableServer {

    private RestartablePostgres(Path directory) {
        super("postgresql", directory);
    }

    /** Starts a server with an empty database. */
    public static RestartablePostgres create() {
        Path directory = TestDatabases.freshDirectory();
        copy(Template.DIRECTORY, directory.resolve("data"));
        RestartablePostgres server = new RestartablePostgres(directory);
        server.start();
        return server;
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // the server refuses to run as root, who is nobody in a name space of its own
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(Template.EXECUTABLE);
        command.addAll(List.of("-D", directory().resolve("data").toString(), "-p", String.valueOf(port()), "-F"));
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "max_connections=200", "-c", "full_page_writes=off"));
        return command;
    }

    @Override
    String readyLine() {
        return "database system is ready to accept connections";
    }

    @Override
    boolean isHinderedByOrphans(String log) {
        return log.contains("pre-existing shared memory block");
    }

    @Override
    String maintenanceDatabase() {
        return "postgres";
    }

    @Override
    String sessions(String user, boolean idleOnly) {
        return "select pid from pg_stat_activity where usename = '%s'%s"
                .formatted(user, idleOnly ? " and state = 'idle'" : "");
    }

    @Override
    String terminate(String session) {
        return "select pg_terminate_backend(" + session + ")";
    }

    @Override
    public void createUser(String user, String password) {
        execute("create role %s login password '%s' in role %s".formatted(user, password, USER));
    }

    @Override
    public void changePassword(String user, String password) {
        execute("alter role %s password '%s'".formatted(user, password));
    }

    @Override
    public void revoke(String user) {
        execute("alter role %s nologin".formatted(user));
        terminateAll(user);
    }

    /** Each session follows before its next statement. */
    @Override
    public void takeWrites(boolean taken) {
        execute(
                "alter system set default_transaction_read_only = " + (taken ? "off" : "on"),
                "select pg_reload_conf()");
    }

    /** The data of a server that has been set up: a copy is there much faster than a new one. */
    private static final class Template {

        static final Path DIRECTORY = TestDatabases.freshDirectory().resolve("data");

        static final String EXECUTABLE = setUp();

        private static String setUp() {
            try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPort(StablePort.next())
                    .setDataDirectory(DIRECTORY)
                    .setCleanDataDirectory(false)
                    .start()) {
                PostgresServer.checkPasswords(server);
                TestDatabase.onServer(
                                "postgresql",
                                "postgres",
                                server.getPort(),
                                TestDatabases.USERNAME,
                                TestDatabases.PASSWORD)
                        .execute(
                                "create role %s login password '%s'".formatted(USER, TestDatabases.PASSWORD),
                                "create database %1$s owner %1$s".formatted(USER));
                // its first word is the executable
                return Files.readString(DIRECTORY.resolve("postmaster.opts")).split(" ", 2)[0];
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            } catch (SQLException ex) {
                throw TestDatabases.failed("The PostgreSQL server could not be set up", ex);
            }
        }
    }
}
