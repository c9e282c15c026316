package dev.connections.cache.advice;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.util.ClassUtils;

/** Annotated methods. */
final class QueryPointcut extends StaticMethodMatcherPointcut {

    /** @param subclassed whether proxies are subclasses, so that final classes have none */
    QueryPointcut(boolean subclassed) {
        setClassFilter(new Candidates(subclassed));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return QueryAnnotations.isPresentOn(method, targetClass);
    }

    private record Candidates(boolean subclassed) implements ClassFilter {

        @Override
        public boolean matches(Class<?> type) {
            return QueryAnnotations.isPresentIn(type) && (!subclassed || canBeSubclassed(type));
        }

        /** What is a proxy itself, or a lambda expression, gets one by its interfaces in any case. */
        private static boolean canBeSubclassed(Class<?> type) {
            return !Modifier.isFinal(type.getModifiers()) || Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type);
        }
    }
}
