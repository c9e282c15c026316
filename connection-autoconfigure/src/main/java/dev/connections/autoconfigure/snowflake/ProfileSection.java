package dev.connections.autoconfigure.snowflake;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * One section of a settings file of Snowflake's tools. Not a record, whose {@code toString()} would show secrets.
 * Remembers which keys were read.
 */
final class ProfileSection {

    private final Path file;

    private final String title;

    private final Map<String, OriginTrackedValue> values = new LinkedHashMap<>();

    private final Set<String> unasked = new LinkedHashSet<>();

    /** @param title what is in its brackets */
    ProfileSection(Path file, String title) {
        this.file = file;
        this.title = title;
    }

    /** A key counts in any case; the last one wins. */
    void put(String key, OriginTrackedValue value) {
        values.keySet().removeIf(key::equalsIgnoreCase);
        values.put(key, value);
        unasked.removeIf(key::equalsIgnoreCase);
        unasked.add(key);
    }

    /** The first of the keys that has a value, which tools spell in several ways. */
    @Nullable
    OriginTrackedValue first(String... keys) {
        OriginTrackedValue found = null;
        for (String key : keys) {
            unasked.removeIf(key::equalsIgnoreCase);
            for (Map.Entry<String, OriginTrackedValue> entry : values.entrySet()) {
                if (found == null
                        && entry.getKey().equalsIgnoreCase(key)
                        && !text(entry.getValue()).isBlank()) {
                    found = entry.getValue();
                }
            }
        }
        return found;
    }

    /** All whose key begins with a table's name, by the rest of the key. */
    Map<String, OriginTrackedValue> table(String name) {
        Map<String, OriginTrackedValue> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.regionMatches(true, 0, name + ".", 0, name.length() + 1)) {
                unasked.remove(key);
                found.put(key.substring(name.length() + 1), value);
            }
        });
        return found;
    }

    /** The keys that have not been read. */
    Set<String> unasked() {
        return unasked;
    }

    static String text(OriginTrackedValue value) {
        return String.valueOf(value.getValue()).strip();
    }

    @Override
    public String toString() {
        return "[" + title + "] of " + file;
    }
}
