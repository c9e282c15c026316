package dev.connections.autoconfigure;

import dev.connections.ConnectionName;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.env.Environment;

/** Properties of a connection that bring beans beside those of the handle. */
public interface BeanRegisteringProperties {

    /**
     * Registers the beans. Called once, after those of the handle have been registered, while the definitions of beans
     * are read, so it must not make any bean.
     */
    void registerBeans(ConnectionName connection, BeanDefinitionRegistry registry, Environment environment);

    /** Returns whether the target is set up before the connection is used, such as by migrations. */
    boolean initializesTarget();
}
