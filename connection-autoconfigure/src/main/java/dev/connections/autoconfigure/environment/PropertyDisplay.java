package dev.connections.autoconfigure.environment;

import dev.connections.autoconfigure.ConnectionProblem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.origin.Origin;

/** Shows a property to a person: as spelled by its owner, and where it is set. */
public final class PropertyDisplay {

    private PropertyDisplay() {}

    public static ConnectionProblem problem(ConfigurationProperty property, String message) {
        return new ConnectionProblem(nameOf(property.getName()), originOf(property), message);
    }

    /** The property and where it is set. */
    public static String display(ConfigurationProperty property) {
        String origin = originOf(property);
        return "'" + nameOf(property.getName()) + "'" + ((origin != null) ? " (" + origin + ")" : "");
    }

    public static String nameOf(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.isNumericIndex(i)
                        ? "[" + name.getElement(i, Form.ORIGINAL) + "]"
                        : "." + name.getElement(i, Form.ORIGINAL))
                .collect(Collectors.joining())
                .substring(1);
    }

    /** The file and line, the variable, or whatever else the property comes from; {@code null} if that is not known. */
    public static @Nullable String originOf(@Nullable ConfigurationProperty property) {
        Origin origin = (property != null) ? property.getOrigin() : null;
        return (origin != null) ? origin.toString() : null;
    }
}
