package dev.connections.cache.advice;

import dev.connections.NearestName;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.NativeDetector;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.MapAccessor;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.expression.spel.support.StandardTypeLocator;

/**
 * Reads the expressions of annotations: once for a method, so that a call only evaluates them. Safe for use by several
 * threads.
 */
final class MethodExpressions {

    private final ParameterNameDiscoverer parameterNames = new DefaultParameterNameDiscoverer();

    private final SpelExpressionParser parser;

    private final EvaluationContext common;

    MethodExpressions(ConfigurableBeanFactory beanFactory) {
        ClassLoader classLoader = beanFactory.getBeanClassLoader();
        // mixed: what has been compiled for one type of argument is interpreted again when there comes another
        SpelCompilerMode mode = NativeDetector.inNativeImage() ? SpelCompilerMode.OFF : SpelCompilerMode.MIXED;
        this.parser = new SpelExpressionParser(new SpelParserConfiguration(mode, classLoader));
        StandardEvaluationContext context = new StandardEvaluationContext();
        context.setBeanResolver(new BeanFactoryResolver(beanFactory));
        context.addPropertyAccessor(new MapAccessor(false));
        context.setTypeLocator(new StandardTypeLocator(classLoader));
        this.common = context;
    }

    /**
     * Reads an expression.
     *
     * @param result whether it can ask for the result
     * @throws IllegalArgumentException if it is none, or has a variable that there is not: it would be
     *     {@code null}, and results that differ would be the same
     */
    MethodExpression parse(String text, QueryMethod method, boolean result) {
        CallVariables variables = new CallVariables(
                parameterNames.getParameterNames(method.method()),
                method.method().getParameterCount(),
                result,
                false);
        SpelExpression expression;
        try {
            expression = (SpelExpression) parser.parseExpression(text);
        } catch (ParseException ex) {
            throw new IllegalArgumentException("is no SpEL expression: " + ex.getSimpleMessage(), ex);
        }
        ExpressionReferences references = new ExpressionReferences(expression.getAST());
        for (String name : references.variables()) {
            if (!variables.isKnown(name)) {
                throw new IllegalArgumentException("has a variable #" + name + " that there is not. "
                        + NearestName.hint(name, variables.known())
                        + ((variables.names() == null) ? " Names of parameters need the compiler's -parameters." : ""));
            }
        }
        if (expression.getAST() instanceof VariableReference variable) {
            int argument = variables.argument(ExpressionReferences.name(variable));
            if (argument >= 0) {
                return new MethodExpression.Argument(argument);
            }
        }
        return new Spel(expression, variables.withRoot(references.root()), common);
    }

    private record Spel(SpelExpression expression, CallVariables variables, EvaluationContext common)
            implements MethodExpression {

        @Override
        public @Nullable Object value(MethodInvocation invocation, @Nullable Object result) {
            return expression.getValue(new CallContext(variables, invocation, result, common));
        }

        @Override
        public boolean isTrue(MethodInvocation invocation, @Nullable Object result) {
            return Boolean.TRUE.equals(
                    expression.getValue(new CallContext(variables, invocation, result, common), Boolean.class));
        }
    }
}
