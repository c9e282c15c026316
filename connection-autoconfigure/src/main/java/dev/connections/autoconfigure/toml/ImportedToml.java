package dev.connections.autoconfigure.toml;

import dev.connections.Internal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Tells imported TOML files, which other programs may own, from {@code application.toml}. */
@Internal
public final class ImportedToml {

    private ImportedToml() {}

    /** Whether a property is set in an imported TOML file. */
    public static boolean sets(ConfigurationProperty property) {
        Origin origin = Origin.from(property);
        if (origin instanceof PropertySourceOrigin inSource) {
            origin = inSource.getOrigin();
        }
        return origin instanceof TextResourceOrigin text && isImported(text.getResource());
    }

    static boolean isImported(@Nullable Resource resource) {
        String file = (resource != null) ? resource.getFilename() : null;
        return file != null && file.endsWith(".toml") && !file.matches("application(-.*)?\\.toml");
    }
}
