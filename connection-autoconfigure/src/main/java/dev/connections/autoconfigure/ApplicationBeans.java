package dev.connections.autoconfigure;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Knows whether an application gets a bean of a type that is not registered yet, such as one of Spring Boot's. The beans of
 * connections are then injected by qualifier only, as they are if the application has registered a bean of that type.
 * Implementations are listed in {@code META-INF/spring.factories}.
 */
public interface ApplicationBeans {

    /**
     * What brings the bean, as words for a message such as {@code spring.datasource.url}; {@code null} if nothing does. Asked
     * while beans are being registered, so it must not make any.
     *
     * @param beanTypes the types of the beans of one connection
     */
    @Nullable
    String owner(Set<Class<?>> beanTypes, Environment environment, ConfigurableListableBeanFactory beanFactory);

    /** Whether a bean belongs to a connection. */
    static boolean isOfConnection(BeanDefinition definition) {
        return ConnectionBeans.connectionOf(definition) != null;
    }

    /** Whether a bean belongs to a connection that each user opens, so that nothing can use it at start-up. */
    static boolean isOfUsers(BeanDefinition definition) {
        return ConnectionBeans.isOfUsers(definition);
    }
}
