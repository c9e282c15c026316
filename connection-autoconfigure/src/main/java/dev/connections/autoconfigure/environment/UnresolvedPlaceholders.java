package dev.connections.autoconfigure.environment;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;

/** Finds placeholders that no property source has. Spring Boot leaves them in the value as they are. */
public final class UnresolvedPlaceholders {

    private static final Pattern AROUND_ANOTHER = Pattern.compile("\\$\\{([^${}:]*)\\$\\{");

    private final PlaceholdersResolver resolver;

    public UnresolvedPlaceholders(PlaceholdersResolver resolver) {
        this.resolver = resolver;
    }

    /** The value of a property with its placeholders replaced, as far as there is something to replace them with. */
    public @Nullable Object resolved(ConfigurationProperty property) {
        return resolver.resolvePlaceholders(property.getValue());
    }

    /** What stands within the first unresolved <code>${…}</code> of a property, or {@code null} if there is none. */
    public @Nullable String in(@Nullable ConfigurationProperty property) {
        // Spring Boot looks for placeholders in strings alone, so not in the files of a configuration tree.
        if (property == null || !(property.getValue() instanceof String raw)) {
            return null;
        }
        // An escaped one, \${…}, is meant literally.
        if (!raw.contains("${") || raw.contains("\\${")) {
            return null;
        }
        String resolved = String.valueOf(resolver.resolvePlaceholders(raw));
        int start = resolved.indexOf("${");
        int end = resolved.indexOf('}', Math.max(start, 0));
        if (start < 0 || end < 0) {
            return null;
        }
        String placeholder = resolved.substring(start + 2, end);
        return standsIn(raw, placeholder) ? placeholder : null;
    }

    /** Whether the property itself has the placeholder: the value of another one, a password say, may look like one. */
    private static boolean standsIn(String raw, String placeholder) {
        return raw.contains("${" + placeholder)
                || AROUND_ANOTHER.matcher(raw).results().anyMatch(outer -> placeholder.startsWith(outer.group(1)));
    }
}
