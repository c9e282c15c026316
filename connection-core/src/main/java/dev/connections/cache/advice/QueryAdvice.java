package dev.connections.cache.advice;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** The advice of one annotated method. Must be thread-safe. */
interface QueryAdvice {

    /** Answers a call. */
    @Nullable
    Object invoke(ProxyMethodInvocation invocation) throws Throwable;
}
