package dev.connections.testing.faults;

import dev.connections.testing.RestartableServer;
import java.time.Duration;

/** Something that breaks, and is well again later. */
public interface Fault {

    /** Breaks it. */
    void begin();

    /** Makes it well again; returns as soon as it is. */
    void end();

    /** How long {@link #end()} is expected to take. */
    default Duration endTakes() {
        return Duration.ZERO;
    }

    /** The server is killed, and comes back. */
    static Fault killed(RestartableServer server) {
        return new Fault() {

            @Override
            public void begin() {
                server.kill();
            }

            @Override
            public void end() {
                server.start();
            }

            @Override
            public Duration endTakes() {
                return server.startTime();
            }
        };
    }

    /** The server stands still: the kernel accepts connections for it, and nobody answers. */
    static Fault frozen(RestartableServer server) {
        return of(server::freeze, server::thaw);
    }

    /** The network swallows all packets; it accepts connections, and swallows what they carry, too. */
    static Fault swallowing(TcpProxy proxy) {
        return of(proxy::swallow, proxy::heal);
    }

    /** The host is gone: packets are swallowed, and so are attempts to connect. */
    static Fault unreachable(TcpProxy proxy) {
        return of(
                () -> {
                    proxy.swallow();
                    proxy.newConnections(NewConnections.UNANSWERED);
                },
                proxy::heal);
    }

    /** Connections break, and new ones are accepted and get no answer to their handshake. */
    static Fault silentHandshake(TcpProxy proxy) {
        return of(
                () -> {
                    proxy.newConnections(NewConnections.SILENT);
                    proxy.reset();
                },
                proxy::heal);
    }

    /** Connections break, and new ones are refused. */
    static Fault refusing(TcpProxy proxy) {
        return of(
                () -> {
                    proxy.newConnections(NewConnections.REFUSED);
                    proxy.reset();
                },
                proxy::heal);
    }

    private static Fault of(Runnable begin, Runnable end) {
        return new Fault() {

            @Override
            public void begin() {
                begin.run();
            }

            @Override
            public void end() {
                end.run();
            }
        };
    }
}
