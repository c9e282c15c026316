package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the secret of a login is when its connection is open, and after the logout: looked for in dumps of all live objects of a
 * JVM in which users have logged in.
 */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginHeapTests {

    private static final String USER = "heap_of_logins";

    private static final String HELD = "held";

    /** The JDK overwrites the keys that it makes of passwords only after they were collected, which a dump is the reason for. */
    private static final int DUMPS = 10;

    /** By driver. */
    private static final Map<String, String> SECRETS = new LinkedHashMap<>();

    private static final List<String> ARGUMENTS = new ArrayList<>();

    private static Map<String, Integer> whileOpen;

    private static Map<String, Integer> afterLogout;

    private static String output;

    @BeforeAll
    static void logInAndOut(@TempDir Path directory) throws Exception {
        SECRETS.put(HELD, randomSecret());
        withH2(directory);
        with(TestDatabases.postgres(), "create role %s login password '%s'");
        TestDatabase mariadb = TestDatabases.mariadb();
        with(mariadb, "create user %s identified by '%s'", "grant all on *.* to %s");
        // another user's, or one driver would be blamed for the other
        String other = randomSecret();
        mariadb.execute(
                "create user %s_too identified by '%s'".formatted(USER, other),
                "grant all on *.* to %s_too".formatted(USER));
        add("mysql", mariadb.jdbcUrl().replace("jdbc:mariadb", "jdbc:mysql"), USER + "_too", other);
        add("sqlite", TestDatabases.sqlite().jdbcUrl(), USER, randomSecret());
        Path dump = directory.resolve("heap.hprof");
        try (OtherJvm jvm = new OtherJvm(dump)) {
            whileOpen = jvm.dumpAndSearch("h2", "postgresql");
            jvm.tell(HeapOfLogins.LOG_OUT);
            afterLogout = jvm.dumpAndSearch("h2", "postgresql", "mariadb", "sqlite");
            output = jvm.said.toString();
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    @Test
    void whatIsHeldOnPurposeIsFound() {
        assertThat(whileOpen).containsEntry(HELD, 1);
        assertThat(afterLogout).containsEntry(HELD, 1);
    }

    @Test
    void nothingIsHeldWithH2AndPostgresql() {
        assertThat(whileOpen).containsEntry("h2", 0).containsEntry("postgresql", 0);
        assertThat(afterLogout).containsEntry("h2", 0).containsEntry("postgresql", 0);
    }

    @Test
    void driversThatKeepItForThemselvesDoSoUntilTheLogout() {
        assertThat(whileOpen.get("mariadb")).isPositive();
        assertThat(whileOpen.get("sqlite")).isPositive();
        assertThat(afterLogout).containsEntry("mariadb", 0).containsEntry("sqlite", 0);
    }

    @Test
    void theDriverOfMysqlKeepsItAfterwardsToo() {
        assertThat(whileOpen.get("mysql")).isPositive();
        assertThat(afterLogout.get("mysql")).isPositive();
    }

    @Test
    void nothingIsSaid() {
        assertThat(output).doesNotContain(SECRETS.values());
    }

    private static void withH2(Path directory) throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("database");
        String secret = randomSecret();
        try (Connection connection = DriverManager.getConnection(url, "admin", "admin");
                Statement statement = connection.createStatement()) {
            statement.execute("create user %s password '%s'".formatted(USER, secret));
        }
        add("h2", url + ";IFEXISTS=TRUE", USER, secret);
    }

    private static void with(TestDatabase database, String... statements) throws Exception {
        String secret = randomSecret();
        for (String statement : statements) {
            database.execute(statement.formatted(USER, secret));
        }
        add(database.product(), database.jdbcUrl(), USER, secret);
    }

    private static void add(String driver, String url, String user, String secret) {
        SECRETS.put(driver, secret);
        ARGUMENTS.addAll(List.of(url, user, HeapOfLogins.disguised(secret)));
    }

    private static String randomSecret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Logs in, dumps its heap and logs out as it is told to. */
    private static final class OtherJvm implements AutoCloseable {

        final StringBuilder said = new StringBuilder();

        private final HeapDump dump;

        private final Process process;

        private final BufferedReader lines;

        OtherJvm(Path dump) throws IOException {
            this.dump = new HeapDump(dump);
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HeapOfLogins.class.getName(),
                    dump.toString(),
                    HeapOfLogins.disguised(SECRETS.get(HELD))));
            command.addAll(ARGUMENTS);
            process = new ProcessBuilder(command)
                    .directory(new File(System.getProperty("java.io.tmpdir")))
                    .redirectErrorStream(true)
                    .start();
            lines = process.inputReader();
        }

        void tell(char command) throws IOException {
            process.getOutputStream().write(command);
            process.getOutputStream().flush();
            String line = lines.readLine();
            while (line != null && !line.equals(HeapOfLogins.DONE)) {
                said.append(line).append('\n');
                line = lines.readLine();
            }
            assertThat(line).as(said.toString()).isNotNull();
        }

        /** How often each secret is there. Looks again while those of some drivers are. */
        Map<String, Integer> dumpAndSearch(String... drivers) throws IOException {
            Map<String, Integer> found = Map.of();
            for (int i = 0; i < DUMPS; i++) {
                Files.deleteIfExists(dump.file());
                tell(HeapOfLogins.DUMP);
                found = new LinkedHashMap<>();
                for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
                    found.put(secret.getKey(), dump.occurrences(secret.getValue()));
                }
                if (Stream.of(drivers).map(found::get).allMatch(count -> count == 0)) {
                    break;
                }
            }
            return found;
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
