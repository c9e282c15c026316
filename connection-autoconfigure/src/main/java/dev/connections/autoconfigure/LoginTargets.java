package dev.connections.autoconfigure;

import dev.connections.ConnectionName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections that each user opens, as they are configured at one moment: they are looked up with each use. Immutable. */
final class LoginTargets {

    private final List<LoginTarget> all;

    /** By the names as configured, which are asked for most. */
    private final Map<String, LoginTarget> byName = new LinkedHashMap<>();

    private final int reloads;

    /** @param reloads how often connections had been configured anew before they were looked at */
    LoginTargets(List<LoginTarget> all, int reloads) {
        this.all = List.copyOf(all);
        this.reloads = reloads;
        all.forEach(target -> byName.put(target.name(), target));
    }

    /** Whether nothing has been configured anew since. */
    boolean areOf(int presentReloads) {
        return reloads == presentReloads;
    }

    List<LoginTarget> all() {
        return all;
    }

    /** The one of a name in any spelling; {@code null} if there is none. */
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
