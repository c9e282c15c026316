package dev.connections.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The running process of a server, with the processes that it started. None of them outlives the JVM. */
final class ServerProcess {

    private static final int START_SECONDS = 60;

    private static final int END_SECONDS = 20;

    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ServerProcess::kill)));
    }

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a server, and waits until it accepts connections.
     *
     * @param ready part of the line that it logs by then
     */
    static ServerProcess start(Path directory, List<String> command, String ready) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            ServerProcess server = new ServerProcess(process);
            RUNNING.add(server);
            server.awaitLine(ready);
            return server;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void awaitLine(String ready) {
        CompletableFuture<String> found = new CompletableFuture<>();
        Thread log = new Thread(() -> readLog(ready, found), "server-log-" + process.pid());
        log.setDaemon(true);
        log.start();
        try {
            found.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a server started", ex);
        } catch (ExecutionException | TimeoutException ex) {
            kill();
            throw new IllegalStateException("A server did not start: " + ex.getMessage(), ex);
        }
    }

    /** Reads to the end, or the server would stop at a full pipe. */
    private void readLog(String ready, CompletableFuture<String> found) {
        StringBuilder startUp = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.contains(ready)) {
                    found.complete(line);
                } else if (!found.isDone()) {
                    startUp.append(line).append('\n');
                }
            }
        } catch (IOException ex) {
            startUp.append(ex);
        }
        found.completeExceptionally(new IllegalStateException(startUp.toString()));
    }

    /** Ends all its processes at once, as a crash of the machine would, and waits until they are gone. */
    void kill() {
        // before the first of them ends, since nobody knows whose children they were afterwards
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (process.isAlive() || all.stream().anyMatch(ServerProcess::isRunning)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("A server could not be killed: " + all);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        RUNNING.remove(this);
    }

    /** An orphan that has ended stays in the table until the system's first process cares; it has no command any more. */
    private static boolean isRunning(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    /** Sends a signal, such as {@code STOP}, to all its processes. */
    void signal(String name) {
        List<String> pids =
                processes().stream().map(each -> String.valueOf(each.pid())).toList();
        List<String> command =
                Stream.concat(Stream.of("kill", "-" + name), pids.stream()).toList();
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed with status " + status);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first is the one that starts the others. */
    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }
}
