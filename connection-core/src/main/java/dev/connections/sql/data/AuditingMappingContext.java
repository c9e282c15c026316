package dev.connections.sql.data;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * {@code @EnableJdbcAuditing} insists on a bean {@code jdbcMappingContext}. Where no other repositories brought one,
 * this gives that name to the mapping context of a connection, once all beans are known. Which connection does not
 * matter: auditing only looks for the annotated properties of an entity.
 */
final class AuditingMappingContext implements BeanDefinitionRegistryPostProcessor {

    private static final String EXPECTED = "jdbcMappingContext";

    /** Adds the post-processor, unless it is there. */
    static void registerIn(BeanDefinitionRegistry registry) {
        String name = AuditingMappingContext.class.getName();
        if (!registry.containsBeanDefinition(name)) {
            RootBeanDefinition definition = new RootBeanDefinition(AuditingMappingContext.class);
            definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
            registry.registerBeanDefinition(name, definition);
        }
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (registry.isBeanNameInUse(EXPECTED)) {
            return;
        }
        for (String name : registry.getBeanDefinitionNames()) {
            if (name.endsWith(RepositoryBeans.MAPPING_CONTEXT)) {
                registry.registerAlias(name, EXPECTED);
                return;
            }
        }
    }
}
