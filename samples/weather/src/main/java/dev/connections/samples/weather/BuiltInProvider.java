package dev.connections.samples.weather;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Starts a provider of the weather of three cities, and leads the connection to it, unless there is a key for the real
 * one in {@code WEATHER_API_KEY}.
 */
final class BuiltInProvider implements ApplicationContextInitializer<GenericApplicationContext> {

    static final String KEY = "built-in-key";

    private static final Map<String, String> CITIES = Map.of(
            "lima",
                    "{\"name\":\"Lima\",\"main\":{\"temp\":19.4,\"humidity\":82},"
                            + "\"weather\":[{\"description\":\"mist\"}]}",
            "oslo",
                    "{\"name\":\"Oslo\",\"main\":{\"temp\":-3.1,\"humidity\":70},"
                            + "\"weather\":[{\"description\":\"snow\"}]}",
            "zürich",
                    "{\"name\":\"Zürich\",\"main\":{\"temp\":7.0,\"humidity\":64},"
                            + "\"weather\":[{\"description\":\"clear sky\"}]}");

    @Override
    public void initialize(GenericApplicationContext context) {
        if (context.getEnvironment().containsProperty("WEATHER_API_KEY")) {
            return;
        }
        Asked asked = new Asked(new CopyOnWriteArrayList<>());
        HttpServer server = start(asked);
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("askedCities", asked);
        beans.registerDisposableBean("builtInProvider", () -> server.stop(0));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "builtInProvider",
                        Map.of(
                                "connections.weather.url",
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/data/2.5",
                                "WEATHER_API_KEY",
                                KEY)));
    }

    private static HttpServer start(Asked asked) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/data/2.5/weather", exchange -> answer(exchange, asked));
            server.start();
            return server;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void answer(HttpExchange exchange, Asked asked) throws IOException {
        try (exchange) {
            Map<String, String> query = UriComponentsBuilder.fromUri(exchange.getRequestURI())
                    .build()
                    .getQueryParams()
                    .toSingleValueMap();
            String city = URLDecoder.decode(query.getOrDefault("q", ""), StandardCharsets.UTF_8);
            String found = CITIES.get(city.toLowerCase(Locale.ROOT));
            boolean allowed = KEY.equals(query.get("appid"));
            asked.cities().add(city);
            String body = !allowed
                    ? "{\"cod\":401,\"message\":\"Invalid API key\"}"
                    : (found != null) ? found : "{\"cod\":404,\"message\":\"city not found\"}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(!allowed ? 401 : (found != null) ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** @param cities the cities that were requested, in order */
    record Asked(List<String> cities) {}
}
