package dev.connections.autoconfigure.registry;

import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.binding.TypeDescriptor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/**
 * Runtime hints for native images: the properties of all connection types are bound by reflection, and the
 * {@link ConnectionBean} methods of their handles are called by reflection.
 */
final class ConnectionTypeHints implements BeanFactoryInitializationAotProcessor {

    private static final Logger logger = LoggerFactory.getLogger(ConnectionTypeHints.class);

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        List<TypeDescriptor> types = ConnectionTypes.of(beanFactory).all();
        return types.isEmpty() ? null : (context, code) -> register(types, context.getRuntimeHints());
    }

    private static void register(List<TypeDescriptor> types, RuntimeHints hints) {
        registerProperties(ConnectionProperties.class, hints);
        for (TypeDescriptor type : types) {
            try {
                Method[] methods =
                        ReflectionUtils.getUniqueDeclaredMethods(type.handle().toClass());
                registerProperties(type.propertiesType(), hints);
                Stream.of(methods)
                        .filter(method -> ConnectionBeans.annotation(method) != null)
                        .forEach(method -> hints.reflection().registerMethod(method, ExecutableMode.INVOKE));
            } catch (IllegalStateException | LinkageError ex) {
                // an optional library of the type is missing, so there is no connection of it
                logger.debug("No hints for the connection type {}", type.shortName(), ex);
            }
        }
    }

    /** Binding needs the constructors of records, the checks of bound properties need their accessors. */
    private static void registerProperties(Class<?> type, RuntimeHints hints) {
        BindableRuntimeHintsRegistrar.forTypes(type).registerHints(hints);
        new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), type);
    }
}
