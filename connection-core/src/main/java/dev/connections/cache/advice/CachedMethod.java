package dev.connections.cache.advice;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.cache.codec.UnsupportedResultException;
import dev.connections.cache.keys.MethodVariant;
import dev.connections.cache.keys.QueryKey;
import dev.connections.cache.keys.UnsupportedKeyException;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** The advice of a {@link dev.connections.cache.CachedQuery} method. */
final class CachedMethod implements QueryAdvice {

    private final QueryMethod method;

    private final String name;

    private final MethodVariant variant;

    private final ConnectionReference connection;

    private final CachedMethodOptions options;

    private final @Nullable MethodExpression key;

    private final @Nullable MethodExpression condition;

    private final @Nullable MethodExpression unless;

    private final ResultAdapter form;

    private final ShareableResults results;

    private final Function<ProxyMethodInvocation, MethodLoad> loads = call -> new MethodLoad(this, call);

    private volatile @Nullable Policy policy;

    CachedMethod(
            QueryMethod method,
            String signature,
            String name,
            ConnectionReference connection,
            CachedMethodOptions options,
            @Nullable MethodExpression key,
            @Nullable MethodExpression condition,
            @Nullable MethodExpression unless) {
        this.method = method;
        this.name = name;
        this.connection = connection;
        this.options = options;
        this.key = key;
        this.condition = condition;
        this.unless = unless;
        this.form = ResultAdapter.of(method.method().getReturnType());
        Class<?> content = ResultAdapter.contentType(method.returnType());
        this.variant = MethodVariant.of(signature, content, method.returnType());
        this.results = new ShareableResults(method, content);
    }

    @Override
    public @Nullable Object invoke(ProxyMethodInvocation invocation) throws Throwable {
        if (condition != null && !condition.isTrue(invocation, null)) {
            return invocation.proceed();
        }
        QueryCache cache = connection.cache();
        CachePolicy present = policy(cache.settings());
        return (present != null) ? form.get(this, cache, present, invocation) : invocation.proceed();
    }

    private @Nullable CachePolicy policy(CacheSettings settings) {
        Policy known = policy;
        if (known == null || known.settings != settings) {
            known = new Policy(settings, options.policy(settings));
            policy = known;
        }
        return known.policy;
    }

    /** What the result of a call is kept under. Holds the arguments of the call, until it is detached. */
    QueryKey key(ProxyMethodInvocation invocation) {
        if (key != null) {
            return keyOf(key.value(invocation, null));
        }
        @Nullable Object[] arguments = invocation.getArguments();
        try {
            return QueryKey.of(name, variant, arguments);
        } catch (UnsupportedKeyException ex) {
            throw new IllegalArgumentException(unsupported(arguments, ex), ex);
        }
    }

    /** What the result of a key is kept under. */
    QueryKey keyOf(@Nullable Object value) {
        try {
            return QueryKey.of(name, variant, new @Nullable Object[] {value});
        } catch (UnsupportedKeyException ex) {
            throw new IllegalArgumentException(
                    method + ": the value of its key does not tell results apart: " + ex.getMessage(), ex);
        }
    }

    private String unsupported(@Nullable Object[] arguments, UnsupportedKeyException failure) {
        int index = 0;
        while (index < arguments.length - 1 && isSupported(arguments[index])) {
            index++;
        }
        Parameter declared = method.method().getParameters()[index];
        String parameter = declared.isNamePresent() ? declared.getName() : "p" + index;
        return method + ": parameter '" + parameter + "' does not tell results apart: " + failure.getMessage()
                + ". Or say what does, such as key = \"#" + parameter + ".id\"";
    }

    private static boolean isSupported(@Nullable Object argument) {
        try {
            QueryKey.of("", "", new @Nullable Object[] {argument});
            return true;
        } catch (UnsupportedKeyException ex) {
            return false;
        }
    }

    /** Makes what loads the result of a call that has none. */
    Function<ProxyMethodInvocation, MethodLoad> loads() {
        return loads;
    }

    /** Makes of what the method has returned something that all can share. */
    @Nullable
    Object shared(@Nullable Object result) {
        return results.of(result);
    }

    boolean isCacheable(ProxyMethodInvocation invocation, @Nullable Object result) {
        return (unless == null || !unless.isTrue(invocation, result)) && !connection.isClosed();
    }

    /** Whether a failure is the method's, and not that it returns what cannot be shared. */
    static boolean isSourceFailure(Throwable failure) {
        return failure instanceof Exception && !(failure instanceof UnsupportedResultException);
    }

    /** Whether its results are those of a connection. */
    boolean isOf(QueryCache cache) {
        return connection.cache() == cache;
    }

    String name() {
        return name;
    }

    /** Whether one value tells its results apart. */
    boolean hasSingleKey() {
        return key != null || method.method().getParameterCount() == 1;
    }

    @Override
    public String toString() {
        return method.toString();
    }

    private record Policy(CacheSettings settings, @Nullable CachePolicy policy) {}
}
