package dev.connections.login;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The logins that are open, by what they are found by. Safe for use by several threads. */
final class OpenLogins<R> {

    private final Map<LoginId, Login<R>> logins = new ConcurrentHashMap<>();

    /** @return the one that it takes the place of, if there is one */
    @Nullable
    Login<R> put(Login<R> login) {
        return logins.put(login.id, login);
    }

    void remove(Login<R> login) {
        logins.remove(login.id, login);
    }

    @Nullable
    Login<R> get(LoginId id) {
        return logins.get(id);
    }

    /** That of a principal, or of nobody whom the application knows; the login of anybody else is none. */
    @Nullable
    Login<R> find(LoginId id, @Nullable String principal) {
        Login<R> login = logins.get(id);
        return (login != null && !login.hasEnded() && Objects.equals(login.principal, principal)) ? login : null;
    }

    List<Login<R>> all() {
        return List.copyOf(logins.values());
    }

    int size() {
        return logins.size();
    }

    /** Those of the same user that have to go, so that there are no more than may be: the ones that were used least recently. */
    List<Login<R>> givingWayTo(Login<R> newest, int most) {
        if (newest.user == null) {
            return List.of();
        }
        List<Login<R>> others = logins.values().stream()
                .filter(other -> other != newest && newest.user.equals(other.user))
                .sorted(Comparator.comparingLong((Login<R> other) -> other.idleNanos())
                        .reversed())
                .toList();
        return others.subList(0, Math.max(0, others.size() + 1 - most));
    }
}
