package dev.connections.samples.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A user with a browser that keeps cookies and follows redirects, and knows nothing of scripts. */
public final class HttpUser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.NORMAL)
            .build();

    private final URI root;

    public HttpUser(int port) {
        this.root = URI.create("http://localhost:" + port);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(root.resolve(path)).header("Accept", "text/html"));
    }

    public HttpResponse<String> getJson(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(root.resolve(path)).header("Accept", "application/json"));
    }

    public HttpResponse<String> logIn(String user, String password) throws IOException, InterruptedException {
        return logIn(Map.of("user", user, "password", password));
    }

    public HttpResponse<String> logIn(Map<String, String> fields) throws IOException, InterruptedException {
        String page = get("/connections/warehouse/login").body();
        return post("/connections/warehouse/login", page, fields);
    }

    public HttpResponse<String> logOut() throws IOException, InterruptedException {
        String button = get("/connections/warehouse/logout").body();
        return post("/connections/warehouse/logout", button, Map.of());
    }

    /** @param page where the form is */
    private HttpResponse<String> post(String path, String page, Map<String, String> fields)
            throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(page);
        if (!csrf.find()) {
            throw new AssertionError("no form in " + page);
        }
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&", "_csrf=" + encoded(csrf.group(1)) + "&", ""));
        return send(HttpRequest.newBuilder(root.resolve(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
