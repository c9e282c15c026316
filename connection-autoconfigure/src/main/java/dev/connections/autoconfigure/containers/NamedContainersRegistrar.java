package dev.connections.autoconfigure.containers;

import dev.connections.ConnectionName;
import java.lang.reflect.Field;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.testcontainers.beans.TestcontainerBeanDefinition;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.ThrowingSupplier;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * Adds the properties of containers that name a connection, and keeps Spring Boot from registering connection details
 * for them: a context has one of each type, for the {@code DataSource}.
 *
 * <p>Spring Boot finds containers in two ways. For the static fields of a test it has registered details already, for
 * the first container of a kind only. If that one names a connection, the details are removed, and the remaining fields
 * become beans, which Spring Boot finds. Beans that name a connection are kept out of its sight while it looks for
 * containers.
 */
final class NamedContainersRegistrar implements ImportBeanDefinitionRegistrar {

    /** Set by Spring Boot on the details of containers. */
    private static final String DETAILS = ServiceConnection.class.getName();

    private final ConfigurableListableBeanFactory beanFactory;

    private final Environment environment;

    NamedContainersRegistrar(BeanFactory beanFactory, Environment environment) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        // no container runs while an application is processed ahead of time
        if (environment instanceof ConfigurableEnvironment configurable
                && !Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            if (beanFactory.containsSingleton(TestContainerFields.BEAN_NAME)) {
                addFields(
                        beanFactory.getBean(TestContainerFields.BEAN_NAME, TestContainerFields.class),
                        configurable,
                        registry);
            }
            addBeans(configurable, registry);
        }
    }

    private void addFields(
            TestContainerFields fields, ConfigurableEnvironment environment, BeanDefinitionRegistry registry) {
        fields.named().forEach((field, container) -> {
            ConnectionName name = NamedContainer.nameIn(MergedAnnotations.from(field));
            if (name != null) {
                ServiceConnectionProperties.of(environment)
                        .add(name, origin(field), NamedContainer.database(() -> container), environment);
            }
        });
        List<String> details = List.of(registry.getBeanDefinitionNames()).stream()
                .filter(beanName -> isOfNamed(fields, registry.getBeanDefinition(beanName)))
                .toList();
        details.forEach(registry::removeBeanDefinition);
        if (!details.isEmpty()) {
            fields.others()
                    .forEach((field, container) -> registry.registerBeanDefinition(
                            origin(field).toString(), new FieldDefinition(field, container)));
        }
    }

    /** Whether a definition is of details for a field that names a connection. */
    private static boolean isOfNamed(TestContainerFields fields, BeanDefinition definition) {
        if (!definition.hasAttribute(DETAILS)
                || !(definition instanceof AbstractBeanDefinition details)
                || details.getInstanceSupplier() == null) {
            return false;
        }
        // the supplier returns what Spring Boot has already created
        String origin = String.valueOf(Origin.from(
                ThrowingSupplier.of(details.getInstanceSupplier()::get).get()));
        return fields.named().keySet().stream()
                .anyMatch(field -> origin(field).toString().equals(origin));
    }

    private static Origin origin(Field field) {
        return new NamedOrigin(ClassUtils.getShortName(field.getDeclaringClass()) + "." + field.getName());
    }

    private void addBeans(ConfigurableEnvironment environment, BeanDefinitionRegistry registry) {
        DeferredContainers kept = new DeferredContainers();
        boolean any = false;
        for (String beanName : beanFactory.getBeanNamesForType(JdbcDatabaseContainer.class, true, false)) {
            ConnectionName name = registry.containsBeanDefinition(beanName)
                    ? NamedContainer.nameIn(annotations(registry.getBeanDefinition(beanName)))
                    : null;
            if (name != null && !isField(registry.getBeanDefinition(beanName))) {
                ServiceConnectionProperties.of(environment)
                        .add(
                                name,
                                new NamedOrigin("bean '" + beanName + "'"),
                                NamedContainer.database(
                                        () -> beanFactory.getBean(beanName, JdbcDatabaseContainer.class)),
                                environment);
            }
            if (name != null) {
                kept.keep(beanName, registry);
                any = true;
            }
        }
        if (any) {
            beanFactory.registerSingleton(DeferredContainers.class.getName(), kept);
        }
    }

    /**
     * Whether a definition is of a field that {@code @ImportTestcontainers} imports and that the test class has as
     * well.
     */
    private boolean isField(BeanDefinition definition) {
        return definition instanceof TestcontainerBeanDefinition
                && definition instanceof AbstractBeanDefinition imported
                && imported.getInstanceSupplier() != null
                && beanFactory.containsSingleton(TestContainerFields.BEAN_NAME)
                && beanFactory
                        .getBean(TestContainerFields.BEAN_NAME, TestContainerFields.class)
                        .named()
                        .containsValue(ThrowingSupplier.of(imported.getInstanceSupplier()::get)
                                .get());
    }

    private static MergedAnnotations annotations(BeanDefinition definition) {
        if (definition instanceof TestcontainerBeanDefinition container) {
            return container.getAnnotations();
        }
        if (definition instanceof RootBeanDefinition root && root.getResolvedFactoryMethod() != null) {
            return MergedAnnotations.from(root.getResolvedFactoryMethod());
        }
        MethodMetadata factoryMethod =
                (definition instanceof AnnotatedBeanDefinition annotated) ? annotated.getFactoryMethodMetadata() : null;
        return (factoryMethod != null) ? factoryMethod.getAnnotations() : MergedAnnotations.of(List.of());
    }

    /** Shown where an error names the origin of a property. */
    private record NamedOrigin(String text) implements Origin {

        @Override
        public String toString() {
            return text;
        }
    }

    /** A static field as a bean that Spring Boot finds. */
    @SuppressWarnings("serial")
    private static final class FieldDefinition extends RootBeanDefinition implements TestcontainerBeanDefinition {

        private final JdbcDatabaseContainer<?> container;

        private final MergedAnnotations annotations;

        FieldDefinition(Field field, JdbcDatabaseContainer<?> container) {
            this.container = container;
            this.annotations = MergedAnnotations.from(field);
            setBeanClass(container.getClass());
            setInstanceSupplier(() -> container);
            setRole(ROLE_INFRASTRUCTURE);
        }

        private FieldDefinition(FieldDefinition original) {
            super(original);
            this.container = original.container;
            this.annotations = original.annotations;
        }

        @Override
        public String getContainerImageName() {
            return container.getDockerImageName();
        }

        @Override
        public MergedAnnotations getAnnotations() {
            return annotations;
        }

        @Override
        public RootBeanDefinition cloneBeanDefinition() {
            return new FieldDefinition(this);
        }
    }
}
