package dev.connections.autoconfigure.beans;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Knows whether an application gets a bean of a type that is not registered yet, such as one of Spring Boot's. The
 * beans of connections are then injected by qualifier only, as they are if the application has registered a bean of
 * that type. Implementations are listed in {@code META-INF/spring.factories}.
 */
public interface ApplicationBeanDetector {

    /**
     * What brings the bean, as words for a message such as {@code spring.datasource.url}; {@code null} if nothing does.
     * Asked while beans are being registered, so it must not make any.
     *
     * @param beanTypes the types of the beans of one connection
     */
    @Nullable
    String owner(Set<Class<?>> beanTypes, Environment environment, ConfigurableListableBeanFactory beanFactory);
}
