package dev.connections.autoconfigure.beans;

import dev.connections.ConnectionName;
import dev.connections.NearestName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.credentials.CredentialsProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The {@link CredentialsProvider} beans of the application itself, each for one connection, which its qualifier names,
 * or else its own name.
 *
 * @param byConnection the names of the beans, by the names of their connections
 * @param problems what is wrong with the beans' names
 */
public record CredentialsProviderBeans(Map<ConnectionName, String> byConnection, List<ConnectionProblem> problems) {

    private static final String SUFFIX = "CredentialsProvider";

    public static CredentialsProviderBeans of(ConfigurableListableBeanFactory beanFactory) {
        Map<ConnectionName, String> byConnection = new LinkedHashMap<>();
        List<ConnectionProblem> problems = new ArrayList<>();
        for (String beanName : beanFactory.getBeanNamesForType(CredentialsProvider.class, true, false)) {
            String connection = connectionOf(beanFactory, beanName);
            if (connection == null) {
                problems.add(problem(
                        beanName,
                        "does not tell the name of its connection. Call it '<name>CredentialsProvider', or give it a"
                                + " @Qualifier with the name."));
                continue;
            }
            String first = byConnection.putIfAbsent(new ConnectionName(connection), beanName);
            if (first != null) {
                problems.add(problem(
                        beanName,
                        "is for the connection '" + connection + "', as is the bean '" + first
                                + "'. Remove one of them."));
            }
        }
        return new CredentialsProviderBeans(byConnection, problems);
    }

    private static @Nullable String connectionOf(ConfigurableListableBeanFactory beanFactory, String beanName) {
        Set<String> qualifiers = new LinkedHashSet<>();
        BeanFactoryAnnotationUtils.isQualifierMatch(
                qualifier -> {
                    qualifiers.add(qualifier);
                    return false;
                },
                beanName,
                beanFactory);
        qualifiers.remove(beanName);
        Arrays.asList(beanFactory.getAliases(beanName)).forEach(qualifiers::remove);
        String stem = beanName.endsWith(SUFFIX) ? beanName.substring(0, beanName.length() - SUFFIX.length()) : "";
        return qualifiers.stream()
                .filter(ConnectionName::isValid)
                .findFirst()
                .orElse(ConnectionName.isValid(stem) ? stem : null);
    }

    /** The bean for a connection, or {@code null}. */
    public @Nullable String beanOf(ConnectionName connection) {
        return byConnection.get(connection);
    }

    /**
     * What is wrong with the beans, given what is configured. A bean may be for a connection that is made at run time;
     * but if its name is nearly that of another, that is meant.
     */
    public List<ConnectionProblem> problems(Set<ConnectionName> configured) {
        List<ConnectionProblem> all = new ArrayList<>(problems);
        List<String> without = configured.stream()
                .filter(name -> !byConnection.containsKey(name))
                .map(ConnectionName::kebabCase)
                .toList();
        byConnection.forEach((connection, beanName) -> {
            if (!configured.contains(connection)) {
                NearestName.of(connection.kebabCase(), without)
                        .ifPresent(nearest -> all.add(problem(
                                beanName,
                                "is for the connection '" + connection.kebabCase()
                                        + "', which is not configured. Did you mean '" + nearest + "'?")));
            }
        });
        return all;
    }

    private static ConnectionProblem problem(String beanName, String message) {
        return new ConnectionProblem("The CredentialsProvider bean '" + beanName + "'", null, message);
    }
}
