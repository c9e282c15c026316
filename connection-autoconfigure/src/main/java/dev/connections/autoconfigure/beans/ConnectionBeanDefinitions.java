package dev.connections.autoconfigure.beans;

import dev.connections.ConnectionName;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;

/** Marks the definitions of beans that belong to a connection, and recognizes them. */
public final class ConnectionBeanDefinitions {

    /** Name of the bean that creates all other beans of connections. */
    public static final String REGISTRY = "connections";

    private static final String MARKER = ConnectionName.class.getName();

    private static final String USERS_MARKER = MARKER + ".users";

    private ConnectionBeanDefinitions() {}

    /**
     * Marks a bean definition as part of a connection. The marker is a qualifier: unlike an attribute, ahead-of-time
     * processing keeps it.
     *
     * @param ofUsers whether each user opens the connection
     */
    public static void mark(AbstractBeanDefinition definition, ConnectionName connection, boolean ofUsers) {
        definition.addQualifier(new AutowireCandidateQualifier(MARKER, connection.value()));
        if (ofUsers) {
            definition.addQualifier(new AutowireCandidateQualifier(USERS_MARKER));
        }
    }

    /** Returns the name of the connection that a bean belongs to, or {@code null}. */
    public static @Nullable ConnectionName connectionOf(BeanDefinition definition) {
        if (definition instanceof AbstractBeanDefinition known) {
            AutowireCandidateQualifier marker = known.getQualifier(MARKER);
            if (marker != null && marker.getAttribute(AutowireCandidateQualifier.VALUE_KEY) instanceof String name) {
                return new ConnectionName(name);
            }
        }
        return null;
    }

    /** Returns whether a bean belongs to a connection. */
    public static boolean isOfConnection(BeanDefinition definition) {
        return connectionOf(definition) != null;
    }

    /** Returns whether a bean belongs to a connection that each user opens, so that nothing can use it at start-up. */
    public static boolean isPerUser(BeanDefinition definition) {
        return definition instanceof AbstractBeanDefinition known && known.getQualifier(USERS_MARKER) != null;
    }

    /** Returns whether the registry of connections creates a bean. */
    public static boolean isOwn(ConfigurableListableBeanFactory beanFactory, String beanName) {
        return beanFactory.containsBeanDefinition(beanName)
                && REGISTRY.equals(beanFactory.getBeanDefinition(beanName).getFactoryBeanName());
    }
}
