package dev.connections.autoconfigure.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.http.HttpMethod;

/** Health check of a REST connection. */
@ConfigurationPropertiesSource
public class RestHealthProperties {

    /**
     * Path of the health check, which should be cheap and require the credentials. Without it, a TCP connection is
     * opened and closed.
     */
    private @Nullable String path;

    /** Method of the health check, GET or HEAD. */
    private HttpMethod method = HttpMethod.GET;

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }

    public HttpMethod getMethod() {
        return method;
    }

    public void setMethod(HttpMethod method) {
        this.method = method;
    }
}
