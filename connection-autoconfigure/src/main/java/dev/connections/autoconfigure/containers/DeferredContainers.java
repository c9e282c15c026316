package dev.connections.autoconfigure.containers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/** Definitions of containers that Spring Boot must not see, until it has looked for containers. */
final class DeferredContainers {

    private final Map<String, BeanDefinition> definitions = new LinkedHashMap<>();

    void keep(String beanName, BeanDefinitionRegistry registry) {
        definitions.put(beanName, registry.getBeanDefinition(beanName));
        registry.removeBeanDefinition(beanName);
    }

    /** Registers them again. */
    static final class Registrar implements ImportBeanDefinitionRegistrar {

        private final BeanFactory beanFactory;

        Registrar(BeanFactory beanFactory) {
            this.beanFactory = beanFactory;
        }

        @Override
        public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
            DeferredContainers containers = beanFactory.getBean(DeferredContainers.class);
            containers.definitions.forEach(registry::registerBeanDefinition);
            containers.definitions.clear();
        }
    }
}
