package dev.connections.autoconfigure.mail;

import dev.connections.autoconfigure.beans.ApplicationBeanDetector;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.mail.MailSender;
import org.springframework.util.StringUtils;

/**
 * Knows whether the application has a {@code JavaMailSender} without connections: Spring Boot's, by
 * {@code spring.mail.*}, or a bean of its own.
 */
final class ApplicationMailSender implements ApplicationBeanDetector {

    private static final String TYPE = "org.springframework.mail.javamail.JavaMailSender";

    @Override
    public @Nullable String owner(
            Set<Class<?>> beanTypes, Environment environment, ConfigurableListableBeanFactory beanFactory) {
        // by name: elsewhere Spring's mail classes need not be there
        if (beanTypes.stream().noneMatch(type -> type.getName().equals(TYPE))) {
            return null;
        }
        for (String key : new String[] {"spring.mail.host", "spring.mail.jndi-name"}) {
            if (StringUtils.hasText(environment.getProperty(key))) {
                return "'" + key + "'";
            }
        }
        for (String beanName : beanFactory.getBeanNamesForType(MailSender.class, true, false)) {
            boolean ours = beanFactory.containsBeanDefinition(beanName)
                    && ConnectionBeanDefinitions.isOfConnection(beanFactory.getBeanDefinition(beanName));
            if (!ours) {
                return "the bean '" + beanName + "'";
            }
        }
        return null;
    }
}
