package dev.connections.testing.faults;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** The registered driver of a URL, with logins that take as long as a test says. Instantiated by its name, so its state is static. */
public final class SlowLoginDriver implements Driver {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static final AtomicInteger logins = new AtomicInteger();

    private static volatile Duration delay = Duration.ZERO;

    /** Each login takes that much longer from now on; the count of logins starts again. */
    public static void delay(Duration longer) {
        delay = longer;
        logins.set(0);
    }

    /** The number of logins that have begun. */
    public static int logins() {
        return logins.get();
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        logins.incrementAndGet();
        try {
            if (NEVER.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("never happens");
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new SQLException("The login was interrupted", "08001", ex);
        }
        return DriverManager.getDriver(url).connect(url, info);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return DriverManager.getDriver(url).acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return DriverManager.getDriver(url).getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(SlowLoginDriver.class.getName());
    }
}
