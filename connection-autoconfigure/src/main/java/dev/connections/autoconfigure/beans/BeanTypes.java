package dev.connections.autoconfigure.beans;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** Tells the generic type of a bean that has not been made. */
public final class BeanTypes {

    private BeanTypes() {}

    /**
     * The type of a bean as the given generic type. The declared type is best, since it has the type arguments; the
     * class serves where a definition has none, as for scanned components.
     */
    public static ResolvableType of(ConfigurableListableBeanFactory beanFactory, String beanName, Class<?> expected) {
        Class<?> beanClass = beanFactory.getType(beanName, false);
        if (beanFactory.containsBeanDefinition(beanName)) {
            ResolvableType declared =
                    beanFactory.getMergedBeanDefinition(beanName).getResolvableType();
            if (expected.isAssignableFrom(declared.toClass())
                    && !declared.as(expected).hasUnresolvableGenerics()) {
                return declared;
            }
        }
        return (beanClass != null) ? ResolvableType.forClass(beanClass) : ResolvableType.forClass(expected);
    }
}
