package dev.connections.cache.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.SingletonBeanRegistry;

/**
 * One of several beans of the same class.
 *
 * @param name the name of the bean; {@code null} if the object is not a singleton
 */
record AmbiguousBean(@Nullable String name) {

    /** {@code null} if there is at most one singleton of the class. */
    static @Nullable AmbiguousBean of(Object target, Class<?> targetClass, BeanFactory beanFactory) {
        List<String> names = names(targetClass, beanFactory);
        if (names.isEmpty()) {
            return null;
        }
        return names.stream()
                .filter(name -> isTarget(target, ((SingletonBeanRegistry) beanFactory).getSingleton(name)))
                .findFirst()
                .map(AmbiguousBean::new)
                .orElseGet(() -> new AmbiguousBean(null));
    }

    private static boolean isTarget(Object target, @Nullable Object bean) {
        return bean == target || (bean != null && AopProxyUtils.getSingletonTarget(bean) == target);
    }

    /** The names of the singletons of a class, if there are several. */
    static List<String> names(Class<?> targetClass, BeanFactory beanFactory) {
        if (!(beanFactory instanceof ListableBeanFactory beans) || !(beanFactory instanceof SingletonBeanRegistry)) {
            return List.of();
        }
        String[] names = beans.getBeanNamesForType(targetClass, false, false);
        return (names.length > 1) ? List.of(names) : List.of();
    }
}
