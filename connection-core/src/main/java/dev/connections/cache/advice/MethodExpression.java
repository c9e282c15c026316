package dev.connections.cache.advice;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** An expression of an annotation. Safe for use by several threads. */
interface MethodExpression {

    /**
     * Its value for a call.
     *
     * @param result what the call has given, where it has
     */
    @Nullable
    Object value(MethodInvocation invocation, @Nullable Object result);

    /** Whether it is true of a call. */
    default boolean isTrue(MethodInvocation invocation, @Nullable Object result) {
        return Boolean.TRUE.equals(value(invocation, result));
    }

    /** One that is an argument as it is, as most keys are. */
    record Argument(int index) implements MethodExpression {

        @Override
        public @Nullable Object value(MethodInvocation invocation, @Nullable Object result) {
            return invocation.getArguments()[index];
        }
    }
}
