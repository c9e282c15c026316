package dev.connections.autoconfigure.binding;

import dev.connections.autoconfigure.environment.FallbackPropertySource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * The layers of a connection's settings, field by field: its name, the defaults of its type, the defaults of all, files
 * outside the application.
 *
 * @param binder binds all of it
 * @param files what is in files
 */
public record SettingsLayers(Binder binder, FileSettings files) {

    private static final ConfigurationPropertyName DEFAULTS = ConfigurationPropertyName.of("connections.defaults");

    /**
     * @param prefix that of the connection
     * @param type its type, or {@code null} if that is not known
     */
    public static SettingsLayers of(
            List<ConfigurationPropertySource> sources,
            PlaceholdersResolver placeholders,
            ConfigurationPropertyName prefix,
            @Nullable TypeDescriptor type,
            ExternalFilePolicy use) {
        List<ConfigurationPropertySource> all = new ArrayList<>(sources);
        if (type != null) {
            ConfigurationPropertyName typeDefaults = DEFAULTS.append(type.shortName());
            sources.forEach(source -> all.add(FallbackPropertySource.of(source, prefix, typeDefaults)));
        }
        sources.forEach(source -> all.add(FallbackPropertySource.of(source, prefix, DEFAULTS)));
        Binder inFront = new Binder(all, placeholders);
        FileSettings files = FileSettings.read(type, prefix, inFront, use);
        if (files.source() == null) {
            return new SettingsLayers(inFront, files);
        }
        all.add(files.source());
        return new SettingsLayers(new Binder(all, placeholders), files);
    }
}
