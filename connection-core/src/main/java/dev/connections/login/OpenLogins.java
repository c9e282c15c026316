package dev.connections.login;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open logins, by id. Thread-safe. */
final class OpenLogins<R> {

    private final Map<LoginId, Login<R>> logins = new ConcurrentHashMap<>();

    /**
     * Adds a login, and removes the logins that it ends: one with the same id, and the least recently used ones above
     * the user's limit. A login that has ended is not added.
     *
     * @return those that were removed, by why
     */
    synchronized Map<Login<R>, LoginEndReason> add(Login<R> login, int mostPerUser) {
        Map<Login<R>, LoginEndReason> removed = new LinkedHashMap<>();
        Login<R> replaced = logins.put(login.id, login);
        if (replaced != null) {
            removed.put(replaced, LoginEndReason.REPLACED);
        }
        if (login.hasEnded()) {
            remove(login);
        } else {
            superseded(login, mostPerUser).forEach(other -> {
                remove(other);
                removed.put(other, LoginEndReason.SUPERSEDED);
            });
        }
        return removed;
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

    private List<Login<R>> superseded(Login<R> newest, int most) {
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
