package dev.connections.autoconfigure.login.gate;

import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.session.RequestLogins;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What is gated by paths. Case does not count, as an application may be made so that it does not. Immutable. */
final class LoginGates {

    private final List<LoginTarget> targets;

    private final List<Gate> gates;

    /** @throws org.springframework.web.util.pattern.PatternParseException if one of the paths is no pattern */
    LoginGates(List<LoginTarget> targets) {
        PathPatternParser parser = new PathPatternParser();
        parser.setCaseSensitive(false);
        this.targets = targets;
        this.gates = targets.stream()
                .filter(target -> !target.paths().isEmpty())
                .map(target -> Gate.of(target, parser))
                .toList();
    }

    /** Whether they are those of all these connections, as they are configured now. */
    boolean areOf(List<LoginTarget> others) {
        return targets == others || targets.equals(others);
    }

    /** Whether users log in to nothing. */
    boolean areNone() {
        return targets.isEmpty();
    }

    /**
     * The connection to log in to before the request may pass; {@code null} if it may.
     *
     * @throws IllegalArgumentException if the path of the request is ambiguous
     */
    @Nullable
    LoginTarget closedFor(HttpServletRequest request, RequestLogins logins) {
        if (gates.isEmpty()) {
            return null;
        }
        List<PathContainer> views = RequestPaths.of(request);
        for (Gate gate : gates) {
            if (gate.stands(views) && !logins.pass(gate.target())) {
                return gate.target();
            }
        }
        return null;
    }

    private record Gate(LoginTarget target, List<PathPattern> patterns) {

        static Gate of(LoginTarget target, PathPatternParser parser) {
            return new Gate(
                    target,
                    target.paths().stream()
                            .map(path -> parser.parse(parser.initFullPathPattern(path)))
                            .toList());
        }

        boolean stands(List<PathContainer> views) {
            return patterns.stream().anyMatch(pattern -> views.stream().anyMatch(pattern::matches));
        }
    }
}
