package dev.connections.supervision;

import org.springframework.util.ClassUtils;

/** Threads for the work of one supervisor that may block: named after the connection, and inheriting nothing from a user's. */
final class SupervisorThreads {

    private final String connectionName;

    private final ClassLoader classLoader;

    SupervisorThreads(String connectionName) {
        this.connectionName = connectionName;
        this.classLoader = ClassUtils.getDefaultClassLoader();
    }

    Thread start(String purpose, Runnable work) {
        Thread thread = new Thread(null, work, "connection-" + connectionName + "-" + purpose, 0, false);
        thread.setDaemon(true);
        // A user's thread may carry a foreign class loader, in which drivers are not found.
        thread.setContextClassLoader(classLoader);
        thread.start();
        return thread;
    }
}
