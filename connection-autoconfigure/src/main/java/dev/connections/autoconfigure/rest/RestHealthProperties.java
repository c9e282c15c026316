package dev.connections.autoconfigure.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.http.HttpMethod;

/** How it is found out whether the server answers. */
@ConfigurationPropertiesSource
public class RestHealthProperties {

    /** Path that is asked for: something cheap that needs the credentials. Without it, a TCP connection is opened and closed. */
    private @Nullable String path;

    /** Method of the request, GET or HEAD. */
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
