package dev.connections.autoconfigure.cache;

import dev.connections.cache.advice.QueryAdvisor;
import dev.connections.cache.advice.QueryMethods;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * A bean with annotated methods.
 *
 * @param name the bean's name
 * @param type the class, or the proxy class of interfaces, that the annotations are found on
 * @param proxy the proxy that gives them effect; {@code null} if there is none
 */
record AdvisedBean(String name, Class<?> type, @Nullable Advised proxy) {

    /** Looks at a bean; {@code null} if it has no annotated method. */
    static @Nullable AdvisedBean of(String name, Object bean) {
        if (bean instanceof AopInfrastructureBean) {
            // such as the proxy of a scope: what stands behind it is a bean of its own
            return null;
        }
        Class<?> type = ClassUtils.getUserClass(bean.getClass());
        if (!QueryMethods.areIn(type)) {
            if (!AopUtils.isAopProxy(bean)) {
                return null;
            }
            type = AopProxyUtils.ultimateTargetClass(bean);
            if (!QueryMethods.areIn(type)) {
                return null;
            }
        }
        Advised proxy = proxyOf(bean);
        Object target = (proxy != null) ? targetOf(proxy) : null;
        return new AdvisedBean(name, (target != null) ? ClassUtils.getUserClass(target) : type, proxy);
    }

    private static @Nullable Advised proxyOf(Object bean) {
        Object each = bean;
        while (each instanceof Advised advised) {
            if (Arrays.stream(advised.getAdvisors()).anyMatch(QueryAdvisor.class::isInstance)) {
                return advised;
            }
            each = targetOf(advised);
        }
        return null;
    }

    private static @Nullable Object targetOf(Advised proxy) {
        TargetSource source = proxy.getTargetSource();
        try {
            return source.isStatic() ? source.getTarget() : null;
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    boolean isProxied() {
        return proxy != null;
    }

    /** What is wrong with the methods of one that is proxied. */
    List<String> problems(QueryMethods methods) {
        List<String> problems = new ArrayList<>();
        for (Method method : QueryMethods.of(type)) {
            String problem = notIntercepted(method);
            if (problem != null) {
                problems.add(QueryMethods.describe(method, type) + " " + problem);
            } else {
                problems.addAll(methods.problems(method, type));
            }
        }
        return problems;
    }

    /** Whether nothing prevents a proxy: a bean of a circle gets its own in the end. */
    boolean mayGetProxyLater() {
        return proxy == null && !isFinal();
    }

    private boolean isFinal() {
        return Modifier.isFinal(type.getModifiers()) && !Proxy.isProxyClass(type);
    }

    /** What is wrong with one that is not proxied. */
    String notProxied() {
        String described = type.getSimpleName() + " (bean '" + name + "') ";
        if (isFinal()) {
            return described + "is " + (type.isRecord() ? "a record" : "a final class")
                    + ", which cannot be proxied, so its annotated methods are not cached and evict "
                    + "nothing. Make it a class that is not final";
        }
        return described
                + "is not proxied, so its annotated methods are not cached and evict nothing. It was created "
                + "before proxies: an early bean, such as a BeanPostProcessor, depends on it. Break that "
                + "dependency, for instance by an ObjectProvider or a static @Bean method";
    }

    /** What is to be known of one that Spring has not made: a test's double, or an oversight. */
    String registeredByHand() {
        return type.getSimpleName() + " (bean '" + name
                + "') is not proxied, because it was registered as an object: its"
                + " annotated methods are not cached and evict nothing";
    }

    private @Nullable String notIntercepted(Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers)) {
            return "is static, so no proxy can intercept it. Make it a method of the object";
        }
        if (Modifier.isPrivate(modifiers)) {
            return "is private, so no proxy can intercept it. Make it at least package-private";
        }
        if (proxy == null || AopUtils.isCglibProxy(proxy)) {
            return Modifier.isFinal(modifiers) ? "is final, so no proxy can intercept it. Remove final" : null;
        }
        return isOfInterface(method)
                ? null
                : "is not declared in an interface, and the proxy has only interfaces, so it cannot be called. Declare "
                        + "it in one, or set spring.aop.proxy-target-class=true";
    }

    private boolean isOfInterface(Method method) {
        return Arrays.stream(ClassUtils.getAllInterfacesForClass(type))
                .anyMatch(each -> ClassUtils.hasMethod(each, method.getName(), method.getParameterTypes()));
    }
}
