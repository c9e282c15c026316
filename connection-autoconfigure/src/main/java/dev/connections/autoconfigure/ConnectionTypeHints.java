package dev.connections.autoconfigure;

import dev.connections.ConnectionBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/**
 * Runtime hints for native images: the properties of all connection types are bound, and the {@link ConnectionBean} methods of their
 * handles are called, by reflection.
 */
final class ConnectionTypeHints implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        List<TypeDescriptor> types = ConnectionTypes.of(beanFactory).all();
        return types.isEmpty() ? null : (context, code) -> register(types, context.getRuntimeHints());
    }

    private static void register(List<TypeDescriptor> types, RuntimeHints hints) {
        List<Class<?>> properties = new ArrayList<>(List.of(ConnectionProperties.class));
        types.forEach(type -> properties.add(type.propertiesType()));
        BindableRuntimeHintsRegistrar.forTypes(properties).registerHints(hints);
        types.stream()
                .flatMap(type -> Stream.of(
                        ReflectionUtils.getUniqueDeclaredMethods(type.handle().toClass())))
                .filter(method -> method.isAnnotationPresent(ConnectionBean.class))
                .forEach(method -> hints.reflection().registerMethod(method, ExecutableMode.INVOKE));
    }
}
