package dev.connections.sql.url;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

/** Finds JDBC drivers: first by the thread's context class loader, then by the class loader of this class. */
public final class JdbcDrivers {

    private static final Logger logger = LoggerFactory.getLogger(JdbcDrivers.class);

    /** The drivers whose engine has been loaded. */
    private static final Set<Class<?>> LOADED = Collections.newSetFromMap(new WeakHashMap<>());

    private JdbcDrivers() {}

    static boolean isPresent(@Nullable String className) {
        return className != null && ClassUtils.isPresent(className, null);
    }

    /** Returns whether a registered driver takes this URL. */
    static boolean accepts(String jdbcUrl) {
        return DriverManager.drivers().anyMatch(driver -> accepts(driver, jdbcUrl));
    }

    /**
     * Returns the driver of a target.
     *
     * @throws SQLException if there is none
     */
    public static Driver of(SqlTarget target) throws SQLException {
        @Nullable String className = target.driverClassName();
        if (className == null) {
            return DriverManager.drivers()
                    .filter(driver -> accepts(driver, target.jdbcUrl()))
                    .findFirst()
                    .orElseThrow(() -> new SQLException("No JDBC driver on the class path takes " + target));
        }
        try {
            // an instance of its own: DriverManager hides drivers that another class loader has loaded
            return (Driver)
                    ClassUtils.forName(className, null).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError ex) {
            throw new SQLException("The JDBC driver " + className + " cannot be loaded", ex);
        }
    }

    /**
     * Loads the driver of a target and, of an embedded database, its engine, which is done at its first connection.
     * Returns at once when that has been done before.
     *
     * @throws SQLException if there is no driver
     */
    public static void load(SqlTarget target) throws SQLException {
        Driver driver = of(target);
        String memory =
                switch (target.dialect()) {
                    case H2 -> "jdbc:h2:mem:";
                    case DUCKDB -> "jdbc:duckdb:";
                    case SQLITE -> "jdbc:sqlite::memory:";
                    default -> null;
                };
        if (memory != null) {
            loadEngine(driver, memory);
        }
    }

    /** Who comes while it is being loaded waits for that. */
    private static void loadEngine(Driver driver, String memory) {
        synchronized (LOADED) {
            if (LOADED.add(driver.getClass())) {
                try (Connection scratch = driver.connect(memory, new Properties());
                        Statement statement = scratch.createStatement()) {
                    // H2 loads as much again at the first statement
                    statement.execute("select 1");
                    logger.debug("Loaded {}", driver.getClass().getName());
                } catch (SQLException | RuntimeException ex) {
                    logger.debug(
                            "The engine of {} could not be loaded ahead",
                            driver.getClass().getName(),
                            ex);
                }
            }
        }
    }

    private static boolean accepts(Driver driver, String jdbcUrl) {
        try {
            return driver.acceptsURL(jdbcUrl);
        } catch (SQLException ex) {
            return false;
        }
    }
}
