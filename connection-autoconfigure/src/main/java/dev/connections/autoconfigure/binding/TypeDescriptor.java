package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.ConnectionType;
import dev.connections.ConnectionTypeName;
import dev.connections.InferredFrom;
import dev.connections.autoconfigure.ReadsSettingsFiles;
import dev.connections.autoconfigure.SettingsFiles;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/**
 * What is known of a connection type without making one: beans are registered by it before any bean exists.
 *
 * @param shortName its name in {@code type:}
 * @param beanName the name of its bean, or {@code null} if it is none
 * @param typeClass its class, or the interface that its bean is declared as
 * @param propertiesType what is bound from the connection's settings
 * @param resource the resource
 * @param handle the handle
 */
public record TypeDescriptor(
        String shortName,
        @Nullable String beanName,
        Class<?> typeClass,
        Class<?> propertiesType,
        ResolvableType resource,
        ResolvableType handle) {

    private static final String SUFFIX = "ConnectionType";

    /** @param declaredName the value of {@link ConnectionTypeName}, or {@code null} without one */
    public static TypeDescriptor of(ResolvableType type, @Nullable String beanName, @Nullable String declaredName) {
        ResolvableType connectionType = type.as(ConnectionType.class);
        Class<?> propertiesType = connectionType.getGeneric(0).resolve();
        Class<?> handleType = connectionType.getGeneric(2).resolve();
        if (propertiesType == null || handleType == null) {
            throw new IllegalArgumentException("The connection type " + type
                    + ((beanName != null) ? " of the bean '" + beanName + "'" : "")
                    + " does not fix its type arguments. Declare a class that implements"
                    + " ConnectionType<its properties, its resource, its handle>");
        }
        if (propertiesType == Void.class || Modifier.isAbstract(propertiesType.getModifiers())) {
            throw new IllegalArgumentException("The connection type " + type + " has the properties "
                    + propertiesType.getName()
                    + ", which cannot be bound. Declare a record or a class, or Object if the"
                    + " type has no properties");
        }
        boolean named = type.toClass() != ConnectionType.class || beanName == null;
        String name = named ? type.toClass().getSimpleName() : beanName;
        if (declaredName != null && !ConfigurationPropertyName.isValid(declaredName)) {
            throw new IllegalArgumentException("The connection type " + type + " has the name '" + declaredName
                    + "'. Use lower-case letters, digits and hyphens in @ConnectionTypeName");
        }
        return new TypeDescriptor(
                (declaredName != null) ? declaredName : shortName(name),
                beanName,
                type.toClass(),
                propertiesType,
                connectionType.getGeneric(1),
                connectionType.getGeneric(2));
    }

    private static String shortName(String name) {
        String stem = (name.endsWith(SUFFIX) && name.length() > SUFFIX.length())
                ? name.substring(0, name.length() - SUFFIX.length())
                : name;
        return ConnectionName.isValid(stem) ? new ConnectionName(stem).kebabCase() : stem;
    }

    /** How {@code type:} may name it. */
    boolean isNamed(String name) {
        return name.equals(shortName) || name.equals(beanName) || name.equals(typeClass.getName());
    }

    /** The length of the longest of its URL prefixes that fits, 0 if none does. */
    int urlMatch(String url) {
        return inferredFrom() == null ? 0 : longestPrefix(inferredFrom().url(), url);
    }

    /** The properties that infer it without a URL. */
    List<String> inferringProperties() {
        return inferredFrom() == null ? List.of() : List.of(inferredFrom().property());
    }

    /** What reads settings from files of the target's own tools; {@code null} if the type has none. */
    @Nullable
    SettingsFiles settingsFiles() {
        ReadsSettingsFiles reads = typeClass.getAnnotation(ReadsSettingsFiles.class);
        return (reads == null) ? null : BeanUtils.instantiateClass(reads.value());
    }

    private @Nullable InferredFrom inferredFrom() {
        return typeClass.getAnnotation(InferredFrom.class);
    }

    private static int longestPrefix(String[] prefixes, String url) {
        int longest = 0;
        for (String prefix : prefixes) {
            if (url.regionMatches(true, 0, prefix, 0, prefix.length())) {
                longest = Math.max(longest, prefix.length());
            }
        }
        return longest;
    }

    /** Returns the short name of a type, or {@code null} without one. */
    static @Nullable String nameOf(@Nullable TypeDescriptor type) {
        return (type != null) ? type.shortName() : null;
    }
}
