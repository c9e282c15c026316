package dev.connections.autoconfigure;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The {@link ConnectionFactory} beans of the application itself, each of which is a connection.
 *
 * @param byConnection the names of the beans, by the names of their connections
 * @param problems what is wrong with the beans' names
 */
record FactoryBeans(Map<ConnectionName, String> byConnection, List<ConnectionProblem> problems) {

    static final String SUFFIX = "ConnectionFactory";

    static FactoryBeans of(ConfigurableListableBeanFactory beanFactory) {
        Map<ConnectionName, String> byConnection = new LinkedHashMap<>();
        List<ConnectionProblem> problems = new ArrayList<>();
        for (String beanName : beanFactory.getBeanNamesForType(ConnectionFactory.class, true, false)) {
            if (ConnectionBeans.isOwn(beanFactory, beanName)) {
                continue;
            }
            String stem = beanName.endsWith(SUFFIX) ? beanName.substring(0, beanName.length() - SUFFIX.length()) : "";
            if (ConnectionName.isValid(stem)) {
                byConnection.put(new ConnectionName(new ConnectionName(stem).kebabCase()), beanName);
            } else {
                problems.add(new ConnectionProblem(
                        "The bean '" + beanName + "'",
                        null,
                        "is a ConnectionFactory whose name does not tell the name of its connection. Call it "
                                + "'<name>ConnectionFactory'."));
            }
        }
        return new FactoryBeans(byConnection, problems);
    }
}
