package dev.connections.autoconfigure.binding;

import dev.connections.autoconfigure.SettingsFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * What stands of one connection in files outside the application. Not a record, whose {@code toString()} would show
 * secrets.
 */
public final class FileSettings {

    private static final Logger logger = LoggerFactory.getLogger(FileSettings.class);

    private static final FileSettings NONE = new FileSettings(ConfigurationPropertyName.EMPTY, Map.of(), new Found());

    private final ConfigurationPropertyName prefix;

    private final Map<String, OriginTrackedValue> values;

    private final @Nullable ConfigurationPropertySource source;

    private final Found found;

    private FileSettings(ConfigurationPropertyName prefix, Map<String, OriginTrackedValue> values, Found found) {
        this.prefix = prefix;
        this.values = values;
        this.found = found;
        this.source = values.isEmpty() ? null : source(prefix, values);
    }

    private static ConfigurationPropertySource source(
            ConfigurationPropertyName prefix, Map<String, OriginTrackedValue> values) {
        Map<String, Object> properties = new LinkedHashMap<>();
        values.forEach((key, value) -> properties.put(prefix + "." + key, literal(value)));
        return ConfigurationPropertySource.from(new OriginTrackedMapPropertySource("files", properties, true));
    }

    /** Spring Boot looks for placeholders in strings alone, and the tools that own the files know none. */
    private static OriginTrackedValue literal(OriginTrackedValue value) {
        return (value.getValue() instanceof String text)
                ? OriginTrackedValue.of(new StringBuilder(text), value.getOrigin())
                : value;
    }

    /** @param inFront binds what the application says */
    static FileSettings read(
            @Nullable TypeDescriptor type, ConfigurationPropertyName prefix, Binder inFront, ExternalFilePolicy use) {
        SettingsFiles files = (type == null || use == ExternalFilePolicy.NONE) ? null : type.settingsFiles();
        if (files == null) {
            return NONE;
        }
        Found found = new Found();
        return new FileSettings(
                prefix, files.read(new Bound(prefix, inFront, use != ExternalFilePolicy.ALL), found), found);
    }

    /** Where to bind from; {@code null} if there is nothing. */
    @Nullable
    ConfigurationPropertySource source() {
        return source;
    }

    /** The values by key, relative to the connection. */
    Map<String, Object> values() {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((key, value) -> plain.put(key, String.valueOf(value.getValue())));
        return plain;
    }

    /** The property of a key, relative to the connection; {@code null} if no file sets it. */
    @Nullable
    ConfigurationProperty property(String key) {
        OriginTrackedValue value = values.get(key);
        return (value == null || value.getValue() == null)
                ? null
                : new ConfigurationProperty(prefix.append(key), value.getValue(), value.getOrigin());
    }

    /** What is wrong with the files, by key relative to the connection. */
    public Map<String, String> problems() {
        return found.problems;
    }

    /** Logs the remarks about the files. */
    void tell(String connection) {
        found.warnings.forEach(warning -> logger.warn("Connection '{}': {}", connection, warning));
        found.notes.forEach(note -> logger.info("Connection '{}': {}", connection, note));
    }

    private record Bound(ConfigurationPropertyName prefix, Binder binder, boolean hasOtherCredentials)
            implements SettingsFiles.Said {

        @Override
        public @Nullable String text(String key) {
            return binder.bind(prefix.append(key), Bindable.of(String.class)).orElse(null);
        }

        @Override
        public Map<String, String> below(String key) {
            return binder.bind(prefix.append(key), Bindable.mapOf(String.class, String.class))
                    .orElse(Map.of());
        }
    }

    private static final class Found implements SettingsFiles.Remarks {

        private final Map<String, String> problems = new LinkedHashMap<>();

        private final List<String> warnings = new ArrayList<>();

        private final List<String> notes = new ArrayList<>();

        @Override
        public void problem(String key, String message) {
            problems.merge(key, message, (first, second) -> first + " It also " + second);
        }

        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void note(String message) {
            notes.add(message);
        }
    }
}
