package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.beans.ConnectionFactoryBeans;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection as configured: either of a type, with the type's properties, or of a {@code ConnectionFactory} that is
 * a bean of the application.
 *
 * @param name its name
 * @param common what every connection has
 * @param type its type, or {@code null} if it has a factory bean
 * @param properties the type's properties, or {@code null} if it has a factory bean; incomplete, or
 *     {@code null}, while the application is processed ahead of time
 * @param factoryBean the name of the application's factory bean, or {@code null} if it has a type
 * @param login what each user logs in with, or {@code null} if all share the connection
 */
public record ConfiguredConnection(
        ConnectionName name,
        ConnectionProperties common,
        @Nullable TypeDescriptor type,
        @Nullable Object properties,
        @Nullable String factoryBean,
        @Nullable LoginDefinition login) {

    /** Whether each user opens it. */
    public boolean isPerUser() {
        return login != null;
    }

    /** What {@code type()} of its handle gives. */
    public String typeName() {
        return (type != null) ? type.shortName() : "custom";
    }

    /** The name of the bean that opens it. */
    public String factoryBeanName() {
        return (factoryBean != null) ? factoryBean : name.camelCase() + ConnectionFactoryBeans.SUFFIX;
    }

    /** Whether it has the type of another, or a factory bean as that has. */
    public boolean isOfTypeOf(ConfiguredConnection other) {
        return Objects.equals(typeClass(), other.typeClass());
    }

    private @Nullable Class<?> typeClass() {
        return (type != null) ? type.typeClass() : null;
    }
}
