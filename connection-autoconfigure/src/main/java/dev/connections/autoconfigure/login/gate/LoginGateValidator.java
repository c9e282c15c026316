package dev.connections.autoconfigure.login.gate;

import dev.connections.NearestName;
import dev.connections.autoconfigure.login.InvalidLoginsException;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.session.DelegatedLogins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Checks, when the application starts, all that names logins or what they gate: a gate that nobody sees stands open.
 */
public final class LoginGateValidator implements SmartInitializingSingleton {

    private final Supplier<LoginConnections> connections;

    private final RequiresLoginAnnotations required;

    private final Supplier<Stream<HandlerMethod>> handlers;

    private final Supplier<@Nullable DelegatedLogins> delegated;

    public LoginGateValidator(
            Supplier<LoginConnections> connections,
            RequiresLoginAnnotations required,
            Supplier<Stream<HandlerMethod>> handlers,
            Supplier<@Nullable DelegatedLogins> delegated) {
        this.delegated = delegated;
        this.connections = connections;
        this.required = required;
        this.handlers = handlers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> problems = new ArrayList<>();
        connections.get().targets().forEach(target -> {
            checkPaths(target, problems);
            checkRegistration(target, problems);
        });
        handlers.get().forEach(handler -> checkNames(handler, problems));
        if (!problems.isEmpty()) {
            throw new InvalidLoginsException(problems.stream().distinct().toList());
        }
    }

    private static void checkPaths(LoginTarget target, List<String> problems) {
        try {
            new LoginGates(List.of(target));
        } catch (PatternParseException ex) {
            problems.add("'connections." + target.name() + ".login.paths' has a pattern that cannot be read, "
                    + ex.getMessage() + ". Correct it: " + target.paths());
        }
    }

    private void checkRegistration(LoginTarget target, List<String> problems) {
        if (target.oauth2() == null) {
            return;
        }
        DelegatedLogins logins = delegated.get();
        String problem = (logins != null)
                ? logins.problemWith(target.oauth2())
                : "but there is no OAuth2 client. Add the dependency"
                        + " org.springframework.boot:spring-boot-starter-security-oauth2-client";
        if (problem != null) {
            problems.add("'connections." + target.name() + ".login.oauth2' is '" + target.oauth2() + "', " + problem);
        }
    }

    private void checkNames(HandlerMethod handler, List<String> problems) {
        for (String name : required.of(handler)) {
            if (connections.get().target(name) == null) {
                List<String> known = connections.get().targets().stream()
                        .map(LoginTarget::name)
                        .toList();
                problems.add("@RequiresLogin of " + handler.getShortLogMessage() + " names '" + name
                        + "', which is no connection with a login. "
                        + (known.isEmpty()
                                ? "Configure 'connections." + name + ".login'."
                                : NearestName.hint(name, known)));
            }
        }
    }
}
