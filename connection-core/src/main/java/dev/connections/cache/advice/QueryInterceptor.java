package dev.connections.cache.advice;

import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.Assert;

/** Delegates each call to the advice of its method. Thread-safe. */
final class QueryInterceptor implements MethodInterceptor {

    /** By method, the advice for each class of target: nearly always one. Looked up without making a key. */
    private final ConcurrentMap<Method, Advised> advised = new ConcurrentHashMap<>();

    private @Nullable QueryMethods methods;

    void use(QueryMethods newMethods) {
        methods = newMethods;
    }

    QueryMethods methods() {
        QueryMethods present = methods;
        Assert.state(present != null, "The advisor of cached queries is no bean: it has no bean factory");
        return present;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Method method = invocation.getMethod();
        Object target = invocation.getThis();
        Class<?> targetClass = (target != null) ? target.getClass() : method.getDeclaringClass();
        Advised first = advised.get(method);
        for (Advised each = first; each != null; each = each.next) {
            if (each.targetClass == targetClass && (each.target == null || each.target == target)) {
                return each.advice.invoke((ProxyMethodInvocation) invocation);
            }
        }
        return advise(method, target, targetClass).invoke((ProxyMethodInvocation) invocation);
    }

    private QueryAdvice advise(Method method, @Nullable Object target, Class<?> targetClass) {
        AmbiguousBean bean = methods().beanOfMany(target, targetClass);
        QueryAdvice advice = methods().advice(method, targetClass, (bean != null) ? bean.name() : null);
        // objects that are no singletons may be many: they are looked up at each call
        if (bean == null || bean.name() != null) {
            Object only = (bean != null) ? target : null;
            advised.compute(method, (any, others) -> new Advised(targetClass, only, advice, others));
        }
        return advice;
    }

    /** @param target the only object that the advice is for; {@code null} if it is for all of the class */
    private record Advised(Class<?> targetClass, @Nullable Object target, QueryAdvice advice, @Nullable Advised next) {}
}
