package dev.connections.autoconfigure.environment;

import dev.connections.credentials.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * What the property sources of an environment hold at the moment. A source that keeps what it has once read, such as
 * {@code configtree:}, is read again, wherever it is used: in a property or in a placeholder. Safe for use by several
 * threads.
 */
public final class LiveEnvironment {

    private final ConfigurableEnvironment environment;

    private final List<LivePropertySourceFactory> views;

    /** By the name of the source it is a view of, of which there is only one at a time. */
    private final Map<String, View> known = new ConcurrentHashMap<>();

    public LiveEnvironment(Environment environment, List<LivePropertySourceFactory> views) {
        this.environment = (ConfigurableEnvironment) environment;
        this.views = List.copyOf(views);
    }

    /**
     * The sources, in order, as they are now.
     *
     * @param settings what stands before all others, or {@code null}
     */
    public List<ConfigurationPropertySource> sources(@Nullable ConfigurationPropertySource settings) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        if (settings != null) {
            sources.add(settings);
        }
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            View view =
                    (source.getUnderlyingSource() instanceof PropertySource<?> underlying) ? view(underlying) : null;
            sources.add((view != null) ? view.adapted() : source);
        }
        return EnvironmentVariables.in(sources);
    }

    /** Resolves placeholders from the given sources, in any spelling, as Spring Boot does. */
    public PlaceholdersResolver placeholders(List<ConfigurationPropertySource> sources) {
        List<PropertySource<?>> literal = new ArrayList<>();
        literal.add(new AnySpelling(sources));
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                View view = view(source);
                literal.add((view != null) ? view.fresh() : source);
            }
        }
        return new PropertySourcesPlaceholdersResolver(literal);
    }

    private @Nullable View view(PropertySource<?> source) {
        View view = known.get(source.getName());
        if (view != null && view.of() == source) {
            return view;
        }
        for (LivePropertySourceFactory candidate : views) {
            PropertySource<?> fresh = candidate.of(source);
            if (fresh != null) {
                View made = new View(source, fresh, ConfigurationPropertySource.from(fresh));
                known.put(source.getName(), made);
                return made;
            }
        }
        return null;
    }

    /**
     * Makes sources that keep what they have read for a while read it again, if they hold credentials that were
     * refused.
     */
    public void refresh(Credentials refused) {
        for (View view : known.values()) {
            if (view.fresh() instanceof RefreshablePropertySource source) {
                source.refresh(refused);
            }
        }
    }

    private record View(PropertySource<?> of, PropertySource<?> fresh, ConfigurationPropertySource adapted) {}

    /** What Spring Boot puts before all other sources, so that a placeholder finds a variable in another spelling. */
    private static final class AnySpelling extends PropertySource<List<ConfigurationPropertySource>> {

        AnySpelling(List<ConfigurationPropertySource> sources) {
            super("anySpelling", sources);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (!ConfigurationPropertyName.isValid(name)) {
                return null;
            }
            ConfigurationPropertyName key = ConfigurationPropertyName.of(name);
            for (ConfigurationPropertySource source : getSource()) {
                ConfigurationProperty property = source.getConfigurationProperty(key);
                if (property != null) {
                    return property.getValue();
                }
            }
            return null;
        }
    }
}
