package dev.connections.autoconfigure.login;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A user with cookies, who sees each redirect. */
final class Browser {

    static final String LOGIN = "/connections/warehouse/login";

    static final String LOGOUT = "/connections/warehouse/logout";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"(?: type=\"hidden\")? value=\"([^\"]+)\"");

    final CookieManager cookies;

    private final HttpClient client;

    private final String root;

    Browser(int port) {
        this(port, "");
    }

    Browser(int port, String contextPath) {
        this(port, contextPath, new CookieManager());
    }

    Browser(int port, String contextPath, CookieManager cookies) {
        this.cookies = cookies;
        this.client = HttpClient.newBuilder().cookieHandler(cookies).build();
        this.root = "http://localhost:" + port + contextPath;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).setHeader("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
    }

    /** As a program asks. */
    HttpResponse<String> api(String path, String... headers) {
        return send(request(path, headers).setHeader("Accept", "application/json"));
    }

    HttpResponse<String> json(String path, String body, String... headers) {
        return send(request(path, headers)
                .setHeader("Content-Type", "application/json")
                .setHeader("Accept", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> form(String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path, headers)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("Accept", "text/html")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The token that the login page has for this user. */
    String csrf() {
        return csrfIn(get(LOGIN).body());
    }

    static String csrfIn(String page) {
        Matcher csrf = CSRF.matcher(page);
        if (!csrf.find()) {
            throw new AssertionError("No token in " + page);
        }
        return csrf.group(1);
    }

    HttpResponse<String> logIn(String user, String password) {
        return logIn(Map.of("user", user, "password", password));
    }

    /** Fills in the form, and adds to it. */
    HttpResponse<String> logIn(Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", csrf());
        return form(LOGIN, all);
    }

    HttpResponse<String> logOut() {
        return form(LOGOUT, Map.of("_csrf", csrf()));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
