package dev.connections.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
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
public final class ServerProcess {

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
    public static ServerProcess start(Path directory, List<String> command, String ready) {
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
    public void kill() {
        startNoOthers();
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

    /** A process that is started after the others are listed would survive them, and keep the port and the shared memory. */
    private void startNoOthers() {
        try {
            signal("STOP", List.of(process.toHandle()));
        } catch (IllegalStateException ex) {
            // the thread was interrupted: it is killed all the same
        }
    }

    /** An orphan that has ended stays in the table until the system's first process cares; it has no command any more. */
    private static boolean isRunning(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    /**
     * Stops all its processes where they are, until {@link #thaw()}.
     *
     * @throws IllegalStateException if one of them still runs; the others have been thawed
     */
    void freeze() {
        boolean frozen = false;
        try {
            // one that is not frozen yet may start another, or end
            Set<Long> stopped = new HashSet<>();
            for (List<ProcessHandle> all = processes(); addNew(stopped, all); all = processes()) {
                signal("STOP", all);
            }
            frozen = true;
        } finally {
            if (!frozen) {
                thaw();
            }
        }
    }

    private static boolean addNew(Set<Long> known, List<ProcessHandle> processes) {
        return known.addAll(processes.stream().map(ProcessHandle::pid).toList());
    }

    /** Lets its processes continue. Does nothing if they are not frozen. */
    void thaw() {
        signal("CONT", processes());
    }

    /** Sends a signal to each process that still runs. */
    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = Stream.concat(
                        Stream.of("kill", "-" + name), processes.stream().map(each -> String.valueOf(each.pid())))
                .toList();
        try {
            Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // kill reaches the others although one has ended since it was listed
            if (kill.waitFor() != 0 && processes.stream().allMatch(ServerProcess::isRunning)) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a server got the signal " + name, ex);
        }
    }

    /** The first is the one that starts the others. */
    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }
}
