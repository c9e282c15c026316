package dev.connections.autoconfigure.login.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose body has been read. Has the parameters of its query, and those that were found in the body. */
public final class ParsedBodyRequest extends HttpServletRequestWrapper {

    private final Map<String, String[]> parameters;

    public ParsedBodyRequest(HttpServletRequest request, Map<String, String> ofBody) {
        super(request);
        this.parameters = new HashMap<>(request.getParameterMap());
        ofBody.forEach((name, value) -> parameters.putIfAbsent(name, new String[] {value}));
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return (values != null) ? values[0] : null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters.get(name);
        return (values != null) ? values.clone() : null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
