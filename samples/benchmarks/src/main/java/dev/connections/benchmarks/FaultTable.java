package dev.connections.benchmarks;

import dev.connections.testing.RestartablePostgres;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.faults.Fault;
import dev.connections.testing.faults.FaultRun;
import dev.connections.testing.faults.FaultRunner;
import dev.connections.testing.faults.HikariSubject;
import dev.connections.testing.faults.Subject;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Prints the effects of faults of a PostgreSQL server and its network, under 50 reads a second. Compares a connection
 * with HikariCP and a {@code JdbcClient} with its defaults. Takes about five minutes.
 */
public final class FaultTable {

    private static final String FORMAT = "| %-34s | %-11s | %12s | %12s | %13s | %13s |%n";

    private FaultTable() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        System.out.printf(FORMAT, "fault", "", "failed reads", "longest wait", "first success", "pool whole");
        both("server killed, back after 1 s", 1, (server, proxy) -> Fault.killed(server));
        both("server killed, back after 7 s", 7, (server, proxy) -> Fault.killed(server));
        both("server killed, back after 20 s", 20, (server, proxy) -> Fault.killed(server));
        both("network silent for 20 s", 20, (server, proxy) -> Fault.swallowing(proxy));
        both("handshake silent for 20 s", 20, (server, proxy) -> Fault.silentHandshake(proxy));
        both("server frozen for 20 s", 20, (server, proxy) -> Fault.frozen(server));
    }

    private static void both(String name, int seconds, BiFunction<RestartableServer, TcpProxy, Fault> fault)
            throws Exception {
        one(name, seconds, fault, SupervisedSubject::new);
        one("", seconds, fault, HikariSubject::new);
    }

    private static void one(
            String name,
            int seconds,
            BiFunction<RestartableServer, TcpProxy, Fault> fault,
            Function<TestDatabase, Subject> subjects)
            throws Exception {
        try (RestartableServer server = RestartablePostgres.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                Subject subject = subjects.apply(server.databaseAt(proxy.port()))) {
            FaultRun run = FaultRunner.run(subject, fault.apply(server, proxy), Duration.ofSeconds(seconds));
            System.out.printf(
                    FORMAT,
                    name,
                    subject,
                    run.failedReads().count() + " of " + run.log().count(),
                    seconds(run.log().longestWait()),
                    run.firstSuccess().map(FaultTable::seconds).orElse("never"),
                    run.wholeAfter().map(FaultTable::seconds).orElse("never"));
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }
}
