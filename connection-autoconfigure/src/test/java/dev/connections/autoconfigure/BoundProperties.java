package dev.connections.autoconfigure;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Properties as they are bound, with the defaults of all that is not set. */
public final class BoundProperties {

    private BoundProperties() {}

    /** Returns properties with nothing but defaults. */
    public static <T> T defaultsOf(Class<T> type) {
        return of(type, Map.of());
    }

    /** @param settings by key, in kebab case */
    public static <T> T of(Class<T> type, Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("bound." + key, value));
        return new Binder(source).bindOrCreate("bound", type);
    }
}
