package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.login.LoginProperties;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.Logins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that each user opens. They are looked up with each use, so what is configured is read once, and again
 * when that has changed. Safe for use by several threads.
 */
final class LoginTargets {

    private final Supplier<List<LoginTarget>> reading;

    private final AtomicInteger changes = new AtomicInteger();

    private volatile @Nullable Snapshot snapshot;

    /** @param reading makes them of what is configured at the moment */
    LoginTargets(Supplier<List<LoginTarget>> reading) {
        this.reading = reading;
    }

    /** Something has been reconfigured. */
    void changed() {
        changes.incrementAndGet();
    }

    List<LoginTarget> all() {
        return present().all;
    }

    /** The one of a name in any spelling; {@code null} if there is none. */
    @Nullable
    LoginTarget named(String name) {
        return present().named(name);
    }

    static LoginTarget of(ConfiguredConnection connection, Logins<?> logins) {
        LoginProperties login = Objects.requireNonNull(connection.login()).properties();
        String name = connection.name().value();
        return new LoginTarget(
                name,
                Objects.requireNonNullElse(login.title(), "Log in to " + name),
                login.paths(),
                login.scope(),
                login.oauth2(),
                login.view(),
                logins);
    }

    private Snapshot present() {
        Snapshot known = snapshot;
        // before they are read: what changes meanwhile is read again
        int before = changes.get();
        if (known == null || known.changes != before) {
            known = new Snapshot(reading.get(), before);
            snapshot = known;
        }
        return known;
    }

    private static final class Snapshot {

        private final List<LoginTarget> all;

        /** By the names as configured, which are requested most. */
        private final Map<String, LoginTarget> byName = new LinkedHashMap<>();

        private final int changes;

        Snapshot(List<LoginTarget> all, int changes) {
            this.all = List.copyOf(all);
            this.changes = changes;
            all.forEach(target -> byName.put(target.name(), target));
        }

        @Nullable
        LoginTarget named(String name) {
            LoginTarget exact = byName.get(name);
            if (exact != null || byName.isEmpty() || !ConnectionName.isValid(name)) {
                return exact;
            }
            ConnectionName wanted = new ConnectionName(name);
            return all.stream()
                    .filter(target -> wanted.equals(new ConnectionName(target.name())))
                    .findFirst()
                    .orElse(null);
        }
    }
}
