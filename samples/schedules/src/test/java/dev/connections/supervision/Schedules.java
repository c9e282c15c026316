package dev.connections.supervision;

import org.jetbrains.lincheck.Lincheck;

/** Runs threads in the schedules that Lincheck explores: the same ones in each run. */
public final class Schedules {

    private Schedules() {}

    /**
     * Runs a test in different schedules.
     *
     * @param count how many at most
     * @param test starts threads, waits for them, and asserts
     * @throws AssertionError with the schedule in which the test fails
     */
    public static void explore(int count, Runnable test) {
        try {
            Lincheck.runConcurrentTest(count, test);
        } catch (AssertionError ex) {
            if (!String.valueOf(ex.getMessage()).contains("has hung")) {
                throw ex;
            }
            // On a busy machine the first schedule, with all classes to be instrumented, may take longer than
            // Lincheck's 30 s.
            Lincheck.runConcurrentTest(count, test);
        }
    }

    /** Runs tasks on a thread each, and returns when all have ended. The first failure is thrown. */
    public static void sideBySide(Runnable... tasks) {
        Throwable[] failures = new Throwable[tasks.length];
        Thread[] threads = new Thread[tasks.length];
        for (int i = 0; i < tasks.length; i++) {
            int index = i;
            threads[i] = new Thread(() -> {
                try {
                    tasks[index].run();
                } catch (Throwable ex) {
                    failures[index] = ex;
                }
            });
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException ex) {
                throw new AssertionError(ex);
            }
        }
        for (Throwable failure : failures) {
            if (failure != null) {
                throw new AssertionError(failure);
            }
        }
    }
}
