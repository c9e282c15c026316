package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.pool.FailFastPool;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine of an embedded database is loaded by the preparation, so that connecting loads next to nothing. */
class DriverPreparationTests {

    private static final int FEW = 10;

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:prepared, org.h2.Driver, 300",
        "jdbc:sqlite::memory:, org.sqlite.JDBC, 50",
        "jdbc:duckdb:, org.duckdb.DuckDBDriver, 20"
    })
    void connectingLoadsNextToNothing(String url, String driver, int most) throws Exception {
        String packageName = driver.substring(0, driver.lastIndexOf('.') + 1);
        OwnCopy copy = new OwnCopy(packageName);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(copy);
        SqlTarget target = SqlAddress.of(url).target();
        try (HikariConnectionFactory factory = new HikariConnectionFactory(
                new ConnectionName("pet-db"),
                new SqlTarget(target.dialect(), target.jdbcUrl(), Map.of(), Credentials.none(), driver),
                SqlSettings.DEFAULTS)) {
            factory.prepare();
            int prepared = copy.loaded.get();
            assertThat(prepared).isGreaterThan(most);
            FailFastPool pool = factory.connect(Credentials.none());
            factory.close(pool);
            assertThat(copy.loaded.get() - prepared).isLessThanOrEqualTo(FEW);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Loads the classes of one library itself, and counts them. */
    private static final class OwnCopy extends ClassLoader {

        private final String packageName;

        final AtomicInteger loaded = new AtomicInteger();

        OwnCopy(String packageName) {
            super(DriverPreparationTests.class.getClassLoader());
            this.packageName = packageName;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(packageName)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return (known != null) ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                loaded.incrementAndGet();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }
    }
}
