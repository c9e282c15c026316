package dev.connections.sql.pool;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The scheduled executor that the HikariCP pools of all logins share. Without it HikariCP starts a thread for each
 * pool.
 */
final class LoginHouseKeeper {

    static final ScheduledExecutorService TIMER = timer();

    /** Of HikariCP, which by default does so only where another class loader than the system's has loaded it. */
    private static final String WEAK_REFERENCES = "com.zaxxer.hikari.useWeakReferences";

    static {
        // each thread would hold each pool that it ever used, and threads outlive logins
        if (System.getProperty(WEAK_REFERENCES) == null) {
            System.setProperty(WEAK_REFERENCES, "true");
        }
    }

    private LoginHouseKeeper() {}

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "connections-logins-pool", 0, false);
            thread.setDaemon(true);
            // it outlives the application whose thread happened to start it
            thread.setContextClassLoader(LoginHouseKeeper.class.getClassLoader());
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
