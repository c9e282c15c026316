package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionType;
import dev.connections.ConnectionTypeName;
import dev.connections.autoconfigure.beans.BeanTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** The connection types of an application: those that are beans, and on demand those named by class. */
public final class ConnectionTypes {

    private final List<TypeDescriptor> types;

    private final @Nullable ClassLoader classLoader;

    ConnectionTypes(List<TypeDescriptor> types, @Nullable ClassLoader classLoader) {
        this.types = types;
        this.classLoader = classLoader;
    }

    /** Reads bean definitions alone: no type is made, since that would be too early for what it needs. */
    public static ConnectionTypes of(ConfigurableListableBeanFactory beanFactory) {
        List<TypeDescriptor> types = new ArrayList<>();
        for (String beanName :
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, ConnectionType.class, true, false)) {
            if (ScopedProxyUtils.isScopedTarget(beanName)) {
                continue;
            }
            ConnectionTypeName name = beanFactory.findAnnotationOnBean(beanName, ConnectionTypeName.class, false);
            types.add(TypeDescriptor.of(
                    BeanTypes.of(beanFactory, beanName, ConnectionType.class),
                    beanName,
                    (name != null) ? name.value() : null));
        }
        types.sort(Comparator.comparing(TypeDescriptor::shortName));
        return new ConnectionTypes(types, beanFactory.getBeanClassLoader());
    }

    Set<String> shortNames() {
        return types.stream().map(TypeDescriptor::shortName).collect(Collectors.toCollection(TreeSet::new));
    }

    public List<TypeDescriptor> all() {
        return types;
    }

    /** All types of that name: none, one, or several classes of one simple name. */
    List<TypeDescriptor> named(String name) {
        List<TypeDescriptor> named =
                types.stream().filter(type -> type.isNamed(name)).toList();
        if (!named.isEmpty() || !name.contains(".")) {
            return named;
        }
        try {
            Class<?> typeClass = ClassUtils.forName(name, classLoader);
            return ConnectionType.class.isAssignableFrom(typeClass)
                    ? List.of(TypeDescriptor.of(ResolvableType.forClass(typeClass), null, null))
                    : List.of();
        } catch (ClassNotFoundException | LinkageError ex) {
            return List.of();
        }
    }

    /** The types that a URL infers best: none, one, or several that claim it alike. */
    List<TypeDescriptor> inferredFromUrl(String url) {
        int best = types.stream().mapToInt(type -> type.urlMatch(url)).max().orElse(0);
        return (best == 0)
                ? List.of()
                : types.stream().filter(type -> type.urlMatch(url) == best).toList();
    }
}
