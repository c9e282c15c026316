package dev.connections.autoconfigure.diagnostics;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ManagedConnection;
import dev.connections.NearestName;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.binding.TypeDescriptor;
import dev.connections.autoconfigure.registry.ConnectionBeans;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * The places in an application's beans where connections are injected. Looked through only after a failure, to tell all
 * that is wrong rather than the first.
 */
final class ConnectionInjectionPoints {

    private final ConfigurableListableBeanFactory beanFactory;

    private final Set<ConnectionName> connections = new LinkedHashSet<>();

    private final Set<Class<?>> derivedTypes = new LinkedHashSet<>();

    ConnectionInjectionPoints(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        for (TypeDescriptor type : ConnectionTypes.of(beanFactory).all()) {
            ConnectionBeans.beanMethods(type.handle().toClass())
                    .forEach(method -> derivedTypes.add(method.getReturnType()));
        }
        for (String beanName : beanFactory.getBeanDefinitionNames()) {
            ConnectionName connection =
                    ConnectionBeanDefinitions.connectionOf(beanFactory.getMergedBeanDefinition(beanName));
            if (connection != null) {
                connections.add(connection);
            }
        }
    }

    Set<String> connectionNames() {
        return connections.stream().map(ConnectionName::value).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether beans of a type belong to connections. */
    boolean isConnectionType(Class<?> type) {
        return ManagedConnection.class.isAssignableFrom(type)
                || ConnectionFactory.class.isAssignableFrom(type)
                || derivedTypes.contains(type);
    }

    /** How many beans of a type belong to connections. */
    long countOf(Class<?> type) {
        return Arrays.stream(beanFactory.getBeanNamesForType(type, true, false))
                .filter(beanFactory::containsBeanDefinition)
                .filter(beanName ->
                        ConnectionBeanDefinitions.isOfConnection(beanFactory.getMergedBeanDefinition(beanName)))
                .count();
    }

    /** The places whose qualifier names neither a connection nor a bean, as lines for a person. */
    List<String> withUnknownQualifiers() {
        Set<String> lines = new LinkedHashSet<>();
        for (String beanName : beanFactory.getBeanDefinitionNames()) {
            if (beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition
                    && definition.getResolvedFactoryMethod() != null) {
                inspect(definition.getResolvedFactoryMethod(), lines);
            } else {
                Class<?> beanType = beanFactory.getType(beanName, false);
                if (beanType != null && !beanType.getName().startsWith("org.springframework.")) {
                    inspect(ClassUtils.getUserClass(beanType), lines);
                }
            }
        }
        return List.copyOf(lines);
    }

    /** A place in words. */
    static String describe(InjectionPoint point) {
        MethodParameter parameter = point.getMethodParameter();
        if (parameter != null) {
            return describe(parameter.getExecutable(), parameter.getParameter());
        }
        return (point.getMember() instanceof Field field) ? describe(field) : point.toString();
    }

    private static String describe(Field field) {
        return "Field " + field.getName() + " of " + field.getDeclaringClass().getName();
    }

    private static String describe(Executable executable, Parameter parameter) {
        String declaring = executable.getDeclaringClass().getName();
        return "Parameter " + parameter.getName() + " of "
                + ((executable instanceof Constructor<?>)
                        ? "the constructor of " + declaring
                        : declaring + "." + executable.getName());
    }

    private void inspect(Class<?> type, Set<String> lines) {
        try {
            inspectMembers(type, lines);
        } catch (LinkageError | TypeNotPresentException ex) {
            // a bean class that works although an optional library of its signatures is absent
            return;
        }
    }

    private void inspectMembers(Class<?> type, Set<String> lines) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            inspect(constructor, lines);
        }
        for (Method method : type.getDeclaredMethods()) {
            inspect(method, lines);
        }
        for (Field field : type.getDeclaredFields()) {
            inspect(field, field.getType(), describe(field), lines);
        }
    }

    private void inspect(Executable executable, Set<String> lines) {
        for (Parameter parameter : executable.getParameters()) {
            inspect(parameter, parameter.getType(), describe(executable, parameter), lines);
        }
    }

    private void inspect(AnnotatedElement element, Class<?> type, String place, Set<String> lines) {
        Qualifier qualifier = AnnotatedElementUtils.findMergedAnnotation(element, Qualifier.class);
        if (qualifier == null || !isConnectionType(type) || isKnown(qualifier.value())) {
            return;
        }
        lines.add(place + ": @Qualifier(\"" + qualifier.value() + "\") names no connection."
                + NearestName.of(qualifier.value(), connectionNames())
                        .map(nearest -> " Did you mean \"" + nearest + "\"?")
                        .orElse(""));
    }

    private boolean isKnown(String qualifier) {
        return beanFactory.containsBean(qualifier)
                || (ConnectionName.isValid(qualifier) && connections.contains(new ConnectionName(qualifier)));
    }
}
