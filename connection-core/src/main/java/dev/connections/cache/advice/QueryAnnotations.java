package dev.connections.cache.advice;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the annotations of methods: on a method itself, on what it overrides or implements, or within another
 * annotation.
 */
final class QueryAnnotations {

    /** Nearly all classes have none: that is found out once, and no method of theirs is looked at again. */
    private static final ClassValue<Boolean> PRESENT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isDeclaredIn(type) || isPresentAbove(type);
        }
    };

    private QueryAnnotations() {}

    /** Whether a class, or one it extends or implements, has an annotated method. */
    static boolean isPresentIn(Class<?> type) {
        return PRESENT.get(type);
    }

    private static boolean isDeclaredIn(Class<?> type) {
        if (type.getClassLoader() == null) {
            return false;
        }
        boolean[] found = {false};
        try {
            ReflectionUtils.doWithLocalMethods(type, method -> found[0] |= isDeclaredOn(method));
        } catch (IllegalStateException | NoClassDefFoundError ex) {
            // it names classes that are not there, so that none of its methods can be called either
            return false;
        }
        return found[0];
    }

    private static boolean isDeclaredOn(Method method) {
        // most have none
        return method.getDeclaredAnnotations().length != 0
                && (AnnotatedElementUtils.isAnnotated(method, CachedQuery.class)
                        || AnnotatedElementUtils.isAnnotated(method, EvictQueries.class));
    }

    private static boolean isPresentAbove(Class<?> type) {
        Class<?> superclass = type.getSuperclass();
        return (superclass != null && PRESENT.get(superclass))
                || Arrays.stream(type.getInterfaces()).anyMatch(PRESENT::get);
    }

    /** Whether a method is annotated, as objects of a class have it. */
    static boolean isPresentOn(Method method, Class<?> targetClass) {
        return find(CachedQuery.class, method, targetClass) != null
                || find(EvictQueries.class, method, targetClass) != null;
    }

    /** The annotation of a method, as objects of a class have it. */
    static <A extends Annotation> @Nullable A find(Class<A> annotation, Method method, Class<?> targetClass) {
        Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
        A found = AnnotatedElementUtils.findMergedAnnotation(specific, annotation);
        return (found == null && specific != method)
                ? AnnotatedElementUtils.findMergedAnnotation(method, annotation)
                : found;
    }
}
