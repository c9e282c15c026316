package dev.connections.files.store.huggingface;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The URLs of a repository on the hub. */
final class HubUrls {

    private final String files;

    private final String api;

    private final String revision;

    private final String prefix;

    HubUrls(HuggingFaceSettings settings) {
        String endpoint = settings.endpoint().toString().replaceAll("/+$", "");
        String kind = settings.kind();
        String repository = encodedPath(settings.repository());
        this.files = endpoint + (kind.equals("models") ? "/" : "/" + kind + "/") + repository + "/resolve/";
        this.api = endpoint + "/api/" + kind + "/" + repository;
        this.revision = encoded(settings.revision());
        this.prefix = settings.prefix();
    }

    URI file(String path) {
        return URI.create(files + revision + "/" + encodedPath(prefix + path));
    }

    /** The properties of the revision, reduced to one. */
    URI revision() {
        return URI.create(api + "/revision/" + revision + "?expand=sha");
    }

    /**
     * A page of files.
     *
     * @param folder the folder in the repository, empty or with a {@code /} at the end
     * @param page the query of the page; {@code null} for the first one
     */
    URI tree(String folder, boolean recursive, @Nullable String page) {
        String path = folder.isEmpty() ? "" : "/" + encodedPath(folder.substring(0, folder.length() - 1));
        return URI.create(api + "/tree/" + revision + path + "?" + ((page != null) ? page : "recursive=" + recursive));
    }

    private static String encodedPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(HubUrls::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
