package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.NearestName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.environment.ConnectionNames;
import dev.connections.autoconfigure.environment.PropertyDisplay;
import dev.connections.autoconfigure.environment.UnresolvedPlaceholders;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Finds the type of a connection: the one it names, or the one that its URL or another of its settings infers. */
final class TypeFinder {

    private static final Bindable<String> TEXT = Bindable.of(String.class);

    private final ConnectionTypes types;

    private final ConnectionNames names;

    private final UnresolvedPlaceholders unresolved;

    private final boolean aheadOfTime;

    TypeFinder(ConnectionTypes types, ConnectionNames names, UnresolvedPlaceholders unresolved, boolean aheadOfTime) {
        this.types = types;
        this.names = names;
        this.unresolved = unresolved;
        this.aheadOfTime = aheadOfTime;
    }

    /** The type, or {@code null} if none or several were found, which is noted. */
    @Nullable
    TypeDescriptor find(ConnectionName name, Binder binder, List<ConnectionProblem> found) {
        ConfigurationPropertyName prefix = ConnectionBinder.prefix(name);
        String named = binder.bind(prefix.append("type"), TEXT).orElse(null);
        if (named != null) {
            return byName(name, named, found);
        }
        String url = binder.bind(prefix.append("url"), TEXT).orElse(null);
        if (url != null && !url.isBlank()) {
            return byUrl(name, url, found);
        }
        List<TypeDescriptor> candidates = types.all().stream()
                .filter(type -> type.inferringProperties().stream()
                        .anyMatch(key -> binder.bind(prefix.append(key), TEXT).isBound()))
                .toList();
        if (candidates.isEmpty() && url != null) {
            found.add(names.problem(
                    name,
                    null,
                    "url",
                    "is empty. Set the address of the target, such as 'jdbc:postgresql://localhost/pets' or"
                            + " 'https://example.com', or set 'type'."));
        } else if (candidates.isEmpty()) {
            found.add(new ConnectionProblem(
                    "connections." + name,
                    names.keys(name).values().stream()
                            .findFirst()
                            .map(PropertyDisplay::originOf)
                            .orElse(null),
                    "has neither a 'type' nor a 'url'. Set one of them, or declare a ConnectionFactory bean '"
                            + name.camelCase() + "ConnectionFactory'. Known types: " + known() + "."
                            + (name.value().equals("default")
                                    ? " The settings of all connections are 'connections.defaults'."
                                    : "")));
        }
        return only(candidates, name, "type", found);
    }

    private @Nullable TypeDescriptor byName(ConnectionName name, String named, List<ConnectionProblem> found) {
        List<TypeDescriptor> candidates = types.named(named);
        // That a placeholder is unresolved is noted when the property is bound.
        if (candidates.isEmpty() && !isUnresolved(name, "type")) {
            found.add(names.problem(
                    name,
                    null,
                    "type",
                    "is '" + named + "', which is no type of connection. "
                            + NearestName.hint(named, types.shortNames())
                            + " Another type is the name of a ConnectionType's bean or class."));
        }
        return only(candidates, name, "type", found);
    }

    private @Nullable TypeDescriptor byUrl(ConnectionName name, String url, List<ConnectionProblem> found) {
        List<TypeDescriptor> candidates = types.inferredFromUrl(url);
        if (candidates.isEmpty() && !isUnresolved(name, "url")) {
            int colon = url.indexOf(':');
            found.add(names.problem(
                    name,
                    null,
                    "url",
                    "begins with '" + ((colon > 0) ? url.substring(0, colon + 1) : "")
                            + "', from which no type of connection is inferred. Set 'type' to one of: " + known()
                            + "."));
        } else if (candidates.isEmpty() && aheadOfTime) {
            found.add(names.problem(
                    name,
                    null,
                    "url",
                    "is not known while the application is processed ahead of time, so no type of connection is"
                            + " inferred from it. Set 'type' to one of: " + known() + "."));
        }
        return only(candidates, name, "url", found);
    }

    private boolean isUnresolved(ConnectionName name, String key) {
        return unresolved.in(names.property(name, null, key)) != null;
    }

    private @Nullable TypeDescriptor only(
            List<TypeDescriptor> candidates, ConnectionName name, String key, List<ConnectionProblem> found) {
        if (candidates.size() > 1) {
            found.add(names.problem(
                    name,
                    null,
                    key,
                    "fits several types. Set 'type' to the name of one class: "
                            + candidates.stream()
                                    .map(type -> type.typeClass().getName())
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
        return (candidates.size() == 1) ? candidates.get(0) : null;
    }

    private String known() {
        return String.join(", ", types.shortNames());
    }
}
