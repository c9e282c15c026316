package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.http.ContentTypes;
import dev.connections.autoconfigure.login.http.FormBody;
import dev.connections.autoconfigure.login.http.LimitedBody;
import dev.connections.autoconfigure.login.http.ParsedBodyRequest;
import dev.connections.autoconfigure.login.http.QueryParameterNames;
import dev.connections.autoconfigure.login.http.UnreadableBodyException;
import dev.connections.login.form.LoginField;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the form of a login before the container parses it into parameters, which it keeps. What is no field of the
 * form, such as the token of Spring Security, becomes a parameter.
 */
public final class LoginBodyFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = LoginBodyFilter.class.getName() + ".fields";

    private final Supplier<LoginConnections> connections;

    private final LoginMessages texts;

    public LoginBodyFilter(Supplier<LoginConnections> connections, LoginMessages texts) {
        this.connections = connections;
        this.texts = texts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LoginPaths paths = isForm(request) ? LoginPaths.of(request, connections.get()) : null;
        if (paths == null || paths.action() != LoginPaths.Action.LOGIN) {
            chain.doFilter(request, response);
            return;
        }
        Map<String, char[]> fields = new HashMap<>();
        try {
            Map<String, char[]> sent = FormBody.read(LimitedBody.read(request.getInputStream()));
            chain.doFilter(withParameters(request, paths.target(), sent, fields), response);
        } catch (UnreadableBodyException ex) {
            new LoginExchange(request, response, paths.target(), texts).writeError(ex.status(), "malformed");
        } finally {
            fields.values().forEach(value -> Arrays.fill(value, '\0'));
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        return request.getMethod().equals("POST") && ContentTypes.isForm(request);
    }

    private static HttpServletRequest withParameters(
            HttpServletRequest request, LoginTarget target, Map<String, char[]> sent, Map<String, char[]> fields) {
        Map<String, String> others = new HashMap<>();
        sent.forEach((name, value) -> {
            if (isField(target, name)) {
                fields.put(name, value);
            } else {
                others.put(name, new String(value));
            }
        });
        if (sent.isEmpty()) {
            // the body has been read already
            return request;
        }
        request.setAttribute(ATTRIBUTE, fields);
        return new ParsedBodyRequest(request, others);
    }

    private static boolean isField(LoginTarget target, String name) {
        return target.logins().form().fields().stream().map(LoginField::name).anyMatch(name::equals);
    }

    /**
     * What was entered, by field. If another filter has parsed the body already: its parameters that are not in the
     * query.
     */
    @SuppressWarnings("unchecked")
    static Map<String, char[]> fields(HttpServletRequest request, LoginTarget target) {
        if (request.getAttribute(ATTRIBUTE) instanceof Map<?, ?> read) {
            return (Map<String, char[]>) read;
        }
        Map<String, char[]> fields = new HashMap<>();
        Set<String> inQuery = QueryParameterNames.of(request.getQueryString());
        for (LoginField field : target.logins().form().fields()) {
            String value = inQuery.contains(field.name()) ? null : request.getParameter(field.name());
            if (value != null) {
                fields.put(field.name(), value.toCharArray());
            }
        }
        return fields;
    }
}
