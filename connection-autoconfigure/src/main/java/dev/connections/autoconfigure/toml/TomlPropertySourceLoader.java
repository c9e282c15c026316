package dev.connections.autoconfigure.toml;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;

/**
 * Makes {@code .toml} files configuration: {@code application.toml} beside {@code application.yml}, and any file named
 * by {@code spring.config.import}.
 *
 * <p>A file of this kind is always UTF-8, so an encoding given with its location has no effect. The order makes
 * {@code application.toml} win over the {@code .properties} and {@code .yml} files of its folder; without one the order
 * of the class path would decide.
 *
 * <p>In {@code application.toml} a value may have placeholders, as in YAML. In a file named {@code secrets.toml} values
 * are literal.
 */
@Order(0)
public final class TomlPropertySourceLoader implements PropertySourceLoader {

    /** Streamlit's file, in which a dollar sign is a part of a secret. */
    private static final String SECRETS = "secrets.toml";

    @Override
    public String[] getFileExtensions() {
        return new String[] {"toml"};
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        // Known by name only: this class is loaded in every application, the parser is optional.
        if (!ClassUtils.isPresent(
                "tools.jackson.dataformat.toml.TomlMapper", getClass().getClassLoader())) {
            throw TomlFileException.parserMissing(resource);
        }
        Map<String, OriginTrackedValue> properties = new TomlFile(resource).properties();
        if (ImportedToml.isImported(resource)) {
            properties = StreamlitSecrets.translated(properties);
        }
        if (isSecrets(resource)) {
            properties.replaceAll((key, value) -> literal(value));
        }
        return properties.isEmpty() ? List.of() : List.of(new OriginTrackedMapPropertySource(name, properties, true));
    }

    /** Whether the values of a file are literal. */
    static boolean isSecrets(@Nullable Resource resource) {
        return resource != null && SECRETS.equals(resource.getFilename());
    }

    private static OriginTrackedValue literal(OriginTrackedValue value) {
        return (value.getValue() instanceof String text)
                ? OriginTrackedValue.of(LiteralText.escaped(text), value.getOrigin())
                : value;
    }
}
