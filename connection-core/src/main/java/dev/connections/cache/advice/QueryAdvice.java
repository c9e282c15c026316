package dev.connections.cache.advice;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** What is done around the calls of one annotated method. Safe for use by several threads. */
interface QueryAdvice {

    /** Answers a call. */
    @Nullable
    Object invoke(ProxyMethodInvocation invocation) throws Throwable;
}
