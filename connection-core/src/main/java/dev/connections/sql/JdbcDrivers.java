package dev.connections.sql;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Finds JDBC drivers: by the thread's class loader first, then by that of this class. */
final class JdbcDrivers {

    private JdbcDrivers() {}

    static boolean isPresent(@Nullable String className) {
        return className != null && ClassUtils.isPresent(className, null);
    }

    /** Whether a registered driver takes this URL. */
    static boolean accepts(String jdbcUrl) {
        return DriverManager.drivers().anyMatch(driver -> accepts(driver, jdbcUrl));
    }

    /**
     * The driver of a target.
     *
     * @throws SQLException if there is none
     */
    static Driver of(SqlTarget target) throws SQLException {
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

    private static boolean accepts(Driver driver, String jdbcUrl) {
        try {
            return driver.acceptsURL(jdbcUrl);
        } catch (SQLException ex) {
            return false;
        }
    }
}
