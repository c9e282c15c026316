package dev.connections.rest.url;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilder;
import org.springframework.web.util.UriBuilderFactory;

/** Appends paths to what is the connection's URL at the moment. Safe for use by several threads. */
public final class ReloadableUriBuilderFactory implements UriBuilderFactory {

    private final Supplier<URI> baseUrl;

    private volatile Known known;

    public ReloadableUriBuilderFactory(Supplier<URI> baseUrl) {
        this.baseUrl = baseUrl;
        this.known = Known.of(baseUrl.get());
    }

    private UriBuilderFactory current() {
        URI url = baseUrl.get();
        Known current = known;
        if (!current.url.equals(url)) {
            current = Known.of(url);
            known = current;
        }
        return current.factory;
    }

    @Override
    public UriBuilder uriString(String template) {
        return current().uriString(template);
    }

    @Override
    public UriBuilder builder() {
        return current().builder();
    }

    @Override
    public URI expand(String template, Map<String, ? extends @Nullable Object> variables) {
        return current().expand(template, variables);
    }

    @Override
    public URI expand(String template, @Nullable Object... variables) {
        return current().expand(template, variables);
    }

    private record Known(URI url, UriBuilderFactory factory) {

        static Known of(URI url) {
            String text = url.toString();
            return new Known(
                    url,
                    new DefaultUriBuilderFactory(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
        }
    }
}
