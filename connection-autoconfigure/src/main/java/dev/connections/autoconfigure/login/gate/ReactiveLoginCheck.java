package dev.connections.autoconfigure.login.gate;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.environment.ConnectionNames;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/** Fails the start of a reactive web application whose users are to log in to connections. */
public final class ReactiveLoginCheck implements SmartInitializingSingleton {

    private static final String LOGIN = "login";

    private final LoginConnections connections;

    private final Environment environment;

    /** @param environment where connections are configured */
    public ReactiveLoginCheck(LoginConnections connections, Environment environment) {
        this.connections = connections;
        this.environment = environment;
    }

    /** @throws InvalidConnectionsException if users log in to any connection */
    @Override
    public void afterSingletonsInstantiated() {
        ConnectionNames names = ConnectionNames.in(ConfigurationPropertySources.get(environment));
        List<ConnectionProblem> problems = new ArrayList<>();
        for (LoginTarget target : connections.targets()) {
            problems.add(names.problem(
                    new ConnectionName(target.name()),
                    null,
                    loginKey(names.keys(new ConnectionName(target.name()))),
                    "needs a servlet web application, and this one is reactive (WebFlux): it has no login page. "
                            + "Use spring-boot-starter-webmvc, or configure the connection without 'login'."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConnectionsException(connections.targets().get(0).name(), problems);
        }
    }

    private static String loginKey(Map<String, ConfigurationProperty> keys) {
        return keys.keySet().stream()
                .filter(key -> key.equals(LOGIN) || key.startsWith(LOGIN + "."))
                .findFirst()
                .orElse(LOGIN);
    }
}
