package dev.connections.cache.advice;

import dev.connections.Connections;
import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import dev.connections.cache.QueryCache;
import dev.connections.cache.Scope;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodIntrospector;

/**
 * The annotated methods of an application, each read once: when it is first called, or earlier to be checked. Safe for
 * use by several threads.
 */
public final class QueryMethods {

    private final ConfigurableBeanFactory beanFactory;

    private final Supplier<Connections> connections;

    private final MethodExpressions expressions;

    private final ConcurrentMap<MethodOfBean, QueryAdvice> advices = new ConcurrentHashMap<>();

    QueryMethods(ConfigurableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        this.connections = () -> beanFactory.getBean(Connections.class);
        this.expressions = new MethodExpressions(beanFactory);
    }

    /** Whether a class, or one it extends or implements, has an annotated method. Quick: asked once for a class. */
    public static boolean areIn(Class<?> type) {
        return QueryAnnotations.isPresentIn(type);
    }

    /** The annotated methods that objects of a class have, those that no proxy can intercept included. */
    public static Set<Method> of(Class<?> type) {
        return MethodIntrospector.selectMethods(type, (Method method) -> QueryAnnotations.isPresentOn(method, type));
    }

    /** How messages name a method: {@code PetOwners.named(String)}. */
    public static String describe(Method method, Class<?> type) {
        return QueryMethod.of(method, type).toString();
    }

    /**
     * What is wrong with the annotation of a method, as far as that is known without the other methods.
     *
     * @param method one of {@link #of}
     * @param type the class of the object that has it
     * @return each a text that begins with the method, and says what to do
     */
    public List<String> problems(Method method, Class<?> type) {
        try {
            advice(method, type, null);
            // each is known by then to methods that evict one result of it
            AmbiguousBean.names(type, beanFactory).forEach(bean -> advice(method, type, bean));
            return List.of();
        } catch (InvalidQueryMethodsException ex) {
            return ex.problems();
        }
    }

    /**
     * What is wrong with the names of queries that are evicted: they are those of methods that are known by now,
     * because they have been checked or called.
     *
     * @return each a text that begins with the method that evicts, and says what to do
     */
    public List<String> problemsOfNames() {
        return ofEvicting(EvictingMethod::problemsOfNames);
    }

    /**
     * The names of queries that are evicted, but neither known nor near one that is. They may be those of another
     * application, with which results are shared.
     *
     * @return each a text that begins with the method that evicts
     */
    public List<String> unknownNames() {
        return ofEvicting(EvictingMethod::unknownNames);
    }

    private List<String> ofEvicting(Function<EvictingMethod, List<String>> question) {
        return advices.values().stream()
                .filter(EvictingMethod.class::isInstance)
                .flatMap(advice -> question.apply((EvictingMethod) advice).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The bean that an object is, if others of its class are beans, too: results of one are not those of another.
     *
     * @return {@code null} if there is at most one singleton of that class
     */
    @Nullable
    AmbiguousBean beanOfMany(@Nullable Object target, Class<?> targetClass) {
        return (target != null) ? AmbiguousBean.of(target, targetClass, beanFactory) : null;
    }

    /**
     * The advice of a method.
     *
     * @param bean the only bean that it is for; {@code null} if it is for all of the class
     * @throws InvalidQueryMethodsException if the annotation cannot be used
     */
    QueryAdvice advice(Method method, Class<?> targetClass, @Nullable String bean) {
        MethodOfBean described = new MethodOfBean(QueryMethod.of(method, targetClass), bean);
        QueryAdvice known = advices.get(described);
        if (known != null) {
            return known;
        }
        // a placeholder or a connection may lead to other beans, so no lock is held meanwhile
        QueryAdvice read = read(described, method, targetClass);
        QueryAdvice first = advices.putIfAbsent(described, read);
        return (first != null) ? first : read;
    }

    private QueryAdvice read(MethodOfBean ofBean, Method method, Class<?> targetClass) {
        QueryMethod described = ofBean.method();
        CachedQuery cached = QueryAnnotations.find(CachedQuery.class, method, targetClass);
        EvictQueries evicting = QueryAnnotations.find(EvictQueries.class, method, targetClass);
        OptionReader options = new OptionReader(described, beanFactory, expressions);
        if (cached != null && evicting != null) {
            options.note("has both @CachedQuery and @EvictQueries. Remove one of them");
        }
        QueryAdvice advice = (cached != null) ? cached(ofBean, cached, options) : null;
        if (evicting != null) {
            advice = evicting(described, evicting, options);
        }
        if (!options.problems().isEmpty()) {
            throw new InvalidQueryMethodsException(options.problems());
        }
        return (advice != null) ? advice : invocation -> invocation.proceed();
    }

    private QueryAdvice cached(MethodOfBean ofBean, CachedQuery annotation, OptionReader options) {
        QueryMethod method = ofBean.method();
        if (KotlinDetector.isSuspendingFunction(method.method())) {
            options.note("is a suspending function, which cannot be cached. Cache what it calls");
        } else {
            options.note(ShareableTypes.problem(method.returnType()));
        }
        String name = options.text("name", annotation.name());
        if (EvictingMethod.isText(name)) {
            options.note("has name \"" + name + "\": a text with a space is that of a query. Leave out the space");
        }
        Scope[] scope = annotation.scope();
        if (scope.length > 1) {
            options.note("has several scopes. Set one");
        }
        return new CachedMethod(
                method,
                ofBean.signature(),
                name.isEmpty() ? method.displayName() : name,
                connection(annotation.connection(), options),
                new CachedMethodOptions(
                        options.time("ttl", annotation.ttl()),
                        options.time("refreshAfter", annotation.refreshAfter()),
                        options.time("staleIfError", annotation.staleIfError()),
                        (scope.length != 0) ? scope[0] : null),
                options.expression("key", annotation.key(), false),
                options.expression("condition", annotation.condition(), false),
                options.expression("unless", annotation.unless(), true));
    }

    private QueryAdvice evicting(QueryMethod method, EvictQueries annotation, OptionReader options) {
        List<String> queries = Arrays.stream(annotation.queries())
                .map(query -> EvictingMethod.isText(query) ? query : options.text("queries", query))
                .toList();
        MethodExpression key = options.expression("key", annotation.key(), true);
        if (key != null && (queries.isEmpty() || queries.stream().anyMatch(EvictingMethod::isText))) {
            options.note("has a key, but does not name the queries that it is a key of. Set 'queries' to names of"
                    + " @CachedQuery methods");
        }
        return new EvictingMethod(method, connection(annotation.connection(), options), queries, key, this);
    }

    private ConnectionReference connection(String name, OptionReader options) {
        ConnectionReference connection = new ConnectionReference(connections, options.text("connection", name));
        options.note(connection.problem());
        return connection;
    }

    /** The cached queries of a connection that have a name. */
    Stream<CachedMethod> named(String name, QueryCache cache) {
        return cached(cache).filter(method -> method.name().equals(name));
    }

    /** The names of all cached queries of a connection. */
    Collection<String> names(QueryCache cache) {
        return cached(cache).map(CachedMethod::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<CachedMethod> cached(QueryCache cache) {
        return advices.values().stream()
                .filter(CachedMethod.class::isInstance)
                .map(CachedMethod.class::cast)
                .filter(method -> method.isOf(cache));
    }

    /** @param bean the only bean whose method it is; {@code null} if it is that of all beans of the class */
    private record MethodOfBean(QueryMethod method, @Nullable String bean) {

        /** What no other method is called, the same on all nodes. */
        String signature() {
            return (bean != null) ? bean + ":" + method.signature() : method.signature();
        }
    }
}
