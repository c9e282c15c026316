package dev.connections.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database server of a test's own that can break: be killed and come back on the same port with the same data, freeze,
 * end sessions, and turn users away. It runs until it is closed. Not safe for use by several threads at a time.
 */
public abstract sealed class RestartableServer implements AutoCloseable
        permits RestartablePostgres, RestartableMariaDb {

    /** The user to whom {@link #database()} belongs; nobody else connects as this one. */
    public static final String USER = "app";

    private static final Duration LONGEST_TERMINATION = Duration.ofSeconds(10);

    private static final Duration END_OF_ORPHANS = Duration.ofSeconds(20);

    private final String scheme;

    private final int port = StablePort.next();

    private final Path directory;

    private @Nullable ServerProcess process;

    private Duration startTime = Duration.ZERO;

    /** @param directory where it keeps its data; deleted when it is closed */
    RestartableServer(String scheme, Path directory) {
        this.scheme = scheme;
        this.directory = directory;
    }

    abstract List<String> command();

    abstract String readyLine();

    /** How to name the sessions of a user, in SQL. */
    abstract String sessions(String user, boolean idleOnly);

    abstract String terminate(String session);

    abstract String maintenanceDatabase();

    /** Creates a user who may use {@link #database()}. */
    public abstract void createUser(String user, String password);

    /** Changes a password: sessions stay, new ones need the new one. */
    public abstract void changePassword(String user, String password);

    /** Ends a user's sessions, and turns away new ones. */
    public abstract void revoke(String user);

    /** Makes it take writes of {@link #USER}, or none, as a primary and a standby do. Sessions stay. */
    public abstract void takeWrites(boolean taken);

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    /** The database of {@link #USER}, at this server itself. */
    public TestDatabase database() {
        return databaseAt(port);
    }

    /** The same database, reached through another port: that of a proxy. */
    public TestDatabase databaseAt(int otherPort) {
        return TestDatabase.onServer(scheme, USER, otherPort, USER, TestDatabases.PASSWORD);
    }

    /** Starts it, and returns as soon as it accepts connections. */
    public void start() {
        if (process != null) {
            throw new IllegalStateException("It runs already");
        }
        long deadline = System.nanoTime() + END_OF_ORPHANS.toNanos();
        while (process == null) {
            long begin = System.nanoTime();
            try {
                process = ServerProcess.start(directory, command(), readyLine());
            } catch (IllegalStateException ex) {
                if (!isHinderedByOrphans(String.valueOf(ex.getMessage())) || System.nanoTime() > deadline) {
                    throw ex;
                }
            }
            startTime = Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    /**
     * Whether a process that the server started while it was killed, and that nobody knew of, still has its resources. Such a
     * process ends by itself.
     *
     * @param log what the server logged before it ended
     */
    boolean isHinderedByOrphans(String log) {
        return false;
    }

    /** How long the last start took. */
    public Duration startTime() {
        return startTime;
    }

    /** Kills it. What it had said is heard, and nothing more; attempts to connect are refused. */
    public void kill() {
        running().kill();
        process = null;
    }

    /** Stops it where it is: the kernel still accepts connections, and nobody answers. */
    public void freeze() {
        running().freeze();
    }

    /** Lets it go on. */
    public void thaw() {
        running().thaw();
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("It does not run");
        }
        return process;
    }

    /** How many sessions a user has. */
    public int sessions(String user) {
        return listed(sessions(user, false)).size();
    }

    /** Ends those sessions of a user that wait for work; how many there were. */
    public int terminateIdle(String user) {
        return terminateEach(user, true);
    }

    /** Ends all sessions of a user; how many there were. */
    public int terminateAll(String user) {
        return terminateEach(user, false);
    }

    private int terminateEach(String user, boolean idleOnly) {
        List<String> sessions = listed(sessions(user, idleOnly));
        for (String session : sessions) {
            try {
                maintenance().execute(terminate(session));
            } catch (SQLException ex) {
                // it has ended by itself
            }
        }
        awaitEnd(user, sessions);
        return sessions.size();
    }

    /** Servers end sessions after they have confirmed the request. */
    private void awaitEnd(String user, List<String> sessions) {
        long deadline = System.nanoTime() + LONGEST_TERMINATION.toNanos();
        while (!Collections.disjoint(listed(sessions(user, false)), sessions)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Terminated sessions are still there: " + sessions);
            }
            Thread.onSpinWait();
        }
    }

    private List<String> listed(String query) {
        try (Connection connection = maintenance().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Stream.Builder<String> found = Stream.builder();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found.build().toList();
        } catch (SQLException ex) {
            throw TestDatabases.failed("The sessions could not be listed", ex);
        }
    }

    void execute(String... statements) {
        try {
            maintenance().execute(statements);
        } catch (SQLException ex) {
            throw TestDatabases.failed("The server refused what a test wants", ex);
        }
    }

    TestDatabase maintenance() {
        return TestDatabase.onServer(
                scheme, maintenanceDatabase(), port, TestDatabases.USERNAME, TestDatabases.PASSWORD);
    }

    static void copy(Path source, Path target) {
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(
                        path,
                        target.resolve(source.relativize(path).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Kills it if it runs, and deletes its data. */
    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        TemporaryDirectories.delete(directory);
    }

    @Override
    public String toString() {
        return scheme;
    }
}
