package dev.connections.sql.data;

import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.data.jdbc.core.convert.IdGeneratingEntityCallback;
import org.springframework.data.mapping.callback.EntityCallback;
import org.springframework.data.mapping.callback.EntityCallbacks;

/**
 * The entity callbacks that the repositories of all connections have in common: every callback bean but those that draw
 * ids from a sequence, since a sequence is one connection's.
 */
final class SharedEntityCallbacks {

    private SharedEntityCallbacks() {}

    /**
     * Collects them through a factory of the common ones. Spring Data then still knows the entity type of a callback
     * that is a lambda, which only the bean definition has.
     */
    static EntityCallbacks of(ConfigurableListableBeanFactory factory) {
        Set<String> sequences = Set.of(factory.getBeanNamesForType(IdGeneratingEntityCallback.class));
        DefaultListableBeanFactory common = new DefaultListableBeanFactory();
        common.setBeanClassLoader(factory.getBeanClassLoader());
        for (String name : factory.getBeanNamesForType(EntityCallback.class)) {
            if (!sequences.contains(name)) {
                common.registerBeanDefinition(name, definition(factory, name));
            }
        }
        return EntityCallbacks.create(common);
    }

    private static BeanDefinition definition(ConfigurableListableBeanFactory factory, String name) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(
                factory.containsBeanDefinition(name)
                        ? factory.getMergedBeanDefinition(name).getResolvableType()
                        : ResolvableType.forInstance(factory.getBean(name)));
        definition.setInstanceSupplier(() -> factory.getBean(name));
        return definition;
    }
}
