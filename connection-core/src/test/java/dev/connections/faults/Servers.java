package dev.connections.faults;

import dev.connections.testing.RestartableMariaDb;
import dev.connections.testing.RestartablePostgres;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.Subject;
import dev.connections.testing.faults.SupervisedSubject;
import java.util.function.Supplier;

/** The kinds of servers that every promise is tested with. */
enum Servers {
    POSTGRES(RestartablePostgres::create),

    MARIADB(RestartableMariaDb::create);

    private static final int WARM_UP_READS = 2_000;

    private final Supplier<RestartableServer> factory;

    Servers(Supplier<RestartableServer> factory) {
        this.factory = factory;
    }

    /** A server of the test's own. */
    RestartableServer create() {
        return factory.get();
    }

    /** Unpacks the servers and compiles what all tests run through, lest the first of them measure that. */
    static void warmUp() throws Exception {
        for (Servers each : values()) {
            try (RestartableServer server = each.create();
                    Subject subject = new SupervisedSubject(server.database())) {
                for (int i = 0; i < WARM_UP_READS; i++) {
                    subject.read();
                }
            }
        }
    }
}
