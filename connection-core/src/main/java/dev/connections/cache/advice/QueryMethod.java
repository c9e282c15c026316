package dev.connections.cache.advice;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * An annotated method, as its author sees it.
 *
 * @param type the class of the bean, or the interface of one that is a proxy, such as a repository
 * @param method the method of that class or interface
 */
record QueryMethod(Class<?> type, Method method) {

    static QueryMethod of(Method method, Class<?> targetClass) {
        if (Proxy.isProxyClass(targetClass)) {
            return new QueryMethod(interfaceOf(targetClass, method), method);
        }
        return new QueryMethod(
                ClassUtils.getUserClass(targetClass), AopUtils.getMostSpecificMethod(method, targetClass));
    }

    private static Class<?> interfaceOf(Class<?> proxy, Method method) {
        return Arrays.stream(proxy.getInterfaces())
                .filter(each -> method.getDeclaringClass().isAssignableFrom(each))
                .findFirst()
                .orElse(method.getDeclaringClass());
    }

    /** What it is called where nobody says otherwise: {@code PetOwners.all}. Several methods may be called so. */
    String displayName() {
        return type.getSimpleName() + "." + method.getName();
    }

    /** What no other method is called, the same on all nodes. */
    String signature() {
        return type.getName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getTypeName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    ResolvableType returnType() {
        return ResolvableType.forMethodReturnType(method, type);
    }

    @Override
    public String toString() {
        return displayName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
