package dev.connections.autoconfigure.toml;

import dev.connections.Internal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Keeps values of a {@code secrets.toml} literal in {@code @Value}. Spring evaluates expressions after it has replaced
 * placeholders, so a secret with <code>#{</code> would be taken for an expression. Safe for use by several threads.
 */
@Internal
public final class LiteralExpressions implements BeanExpressionResolver {

    private static final String PREFIX = "#{";

    /** An expression whose value is the prefix. */
    private static final String EXPRESSION_OF_PREFIX = "#{'#{'}";

    private final BeanExpressionResolver delegate;

    private final Pattern literals;

    private LiteralExpressions(BeanExpressionResolver delegate, Set<String> literals) {
        this.delegate = delegate;
        this.literals = Pattern.compile(literals.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** Keeps them literal in a bean factory, if there are any. */
    public static void keepIn(ConfigurableListableBeanFactory beanFactory, ConfigurableEnvironment environment) {
        BeanExpressionResolver resolver = beanFactory.getBeanExpressionResolver();
        Set<String> literals = literals(environment);
        if (resolver != null && !literals.isEmpty()) {
            beanFactory.setBeanExpressionResolver(new LiteralExpressions(resolver, literals));
        }
    }

    private static Set<String> literals(ConfigurableEnvironment environment) {
        Set<String> literals = new HashSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names && source instanceof OriginLookup<?>) {
                for (String name : names.getPropertyNames()) {
                    if (names.getProperty(name) instanceof CharSequence value
                            && value.toString().contains(PREFIX)
                            && isSecret(OriginLookup.getOrigin(source, name))) {
                        literals.add(environment.resolvePlaceholders(value.toString()));
                    }
                }
            }
        }
        return literals;
    }

    private static boolean isSecret(@Nullable Origin origin) {
        return origin instanceof TextResourceOrigin text && TomlPropertySourceLoader.isSecrets(text.getResource());
    }

    @Override
    public @Nullable Object evaluate(@Nullable String value, BeanExpressionContext context) {
        return delegate.evaluate((value != null && value.contains(PREFIX)) ? escaped(value) : value, context);
    }

    private String escaped(String text) {
        return literals.matcher(text)
                .replaceAll(literal -> Matcher.quoteReplacement(literal.group().replace(PREFIX, EXPRESSION_OF_PREFIX)));
    }
}
