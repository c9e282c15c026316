package dev.connections.sql.data;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;

/** Finds the conversions that the application declares for all of its repositories. */
final class ApplicationConversions {

    private ApplicationConversions() {}

    /**
     * Returns the application's only {@code JdbcCustomConversions}, {@code null} if there is none or more than one.
     * Spring Boot's do not count: they hold nothing of the application's, and making them opens the connection of the
     * {@code DataSource} that is Boot's own.
     */
    static @Nullable JdbcCustomConversions in(ConfigurableListableBeanFactory factory) {
        List<String> names = List.of(factory.getBeanNamesForType(JdbcCustomConversions.class, true, false)).stream()
                .filter(name -> isOfApplication(factory, name))
                .toList();
        return names.size() == 1 ? factory.getBean(names.get(0), JdbcCustomConversions.class) : null;
    }

    private static boolean isOfApplication(ConfigurableListableBeanFactory factory, String name) {
        if (!factory.containsBeanDefinition(name)) {
            return true;
        }
        BeanDefinition definition = factory.getMergedBeanDefinition(name);
        return definition.isAutowireCandidate()
                && !(definition instanceof AbstractBeanDefinition candidate && !candidate.isDefaultCandidate())
                && !(definition instanceof RootBeanDefinition root && isOfBoot(root.getResolvedFactoryMethod()));
    }

    private static boolean isOfBoot(@Nullable Method method) {
        return method != null && method.getDeclaringClass().getName().startsWith("org.springframework.boot.");
    }
}
