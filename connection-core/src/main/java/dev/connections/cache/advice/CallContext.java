package dev.connections.cache.advice;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.ConstructorResolver;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.IndexAccessor;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.OperatorOverloader;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypeComparator;
import org.springframework.expression.TypeConverter;
import org.springframework.expression.TypeLocator;
import org.springframework.expression.TypedValue;

/**
 * What an expression sees of a call. One is made for each evaluation, so it holds references alone: variables are
 * looked up where they are, and everything that is the same for all calls comes from one shared context.
 */
record CallContext(
        CallVariables variables, MethodInvocation invocation, @Nullable Object result, EvaluationContext common)
        implements EvaluationContext {

    @Override
    public @Nullable Object lookupVariable(String name) {
        int index = variables.argument(name);
        if (index >= 0) {
            return invocation.getArguments()[index];
        }
        if (name.equals(CallVariables.RESULT)) {
            return (result instanceof Optional<?> optional) ? optional.orElse(null) : result;
        }
        return null;
    }

    @Override
    public TypedValue getRootObject() {
        return variables.usesRoot() ? new TypedValue(new Root(invocation)) : TypedValue.NULL;
    }

    @Override
    public void setVariable(String name, @Nullable Object value) {
        throw new UnsupportedOperationException("#" + name + " cannot be assigned");
    }

    @Override
    public boolean isAssignmentEnabled() {
        return false;
    }

    @Override
    public List<PropertyAccessor> getPropertyAccessors() {
        return common.getPropertyAccessors();
    }

    @Override
    public List<IndexAccessor> getIndexAccessors() {
        return common.getIndexAccessors();
    }

    @Override
    public List<ConstructorResolver> getConstructorResolvers() {
        return common.getConstructorResolvers();
    }

    @Override
    public List<MethodResolver> getMethodResolvers() {
        return common.getMethodResolvers();
    }

    @Override
    public @Nullable BeanResolver getBeanResolver() {
        return common.getBeanResolver();
    }

    @Override
    public TypeLocator getTypeLocator() {
        return common.getTypeLocator();
    }

    @Override
    public TypeConverter getTypeConverter() {
        return common.getTypeConverter();
    }

    @Override
    public TypeComparator getTypeComparator() {
        return common.getTypeComparator();
    }

    @Override
    public OperatorOverloader getOperatorOverloader() {
        return common.getOperatorOverloader();
    }

    /** What {@code #root} is: the same that Spring's cache annotations have. */
    record Root(MethodInvocation invocation) {

        public @Nullable Object[] getArgs() {
            return invocation.getArguments();
        }

        public Method getMethod() {
            return invocation.getMethod();
        }

        public String getMethodName() {
            return invocation.getMethod().getName();
        }

        public @Nullable Object getTarget() {
            return invocation.getThis();
        }

        public Class<?> getTargetClass() {
            Object target = invocation.getThis();
            return (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
        }
    }
}
