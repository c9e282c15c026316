package dev.connections.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.connections.ConnectionUnavailableException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

@Timeout(60)
class UnavailableConnectionTests {

    private static final String SECRET = "S3CR3T-pet-db";

    private @Nullable ServletWebServerApplicationContext context;

    private void start(Class<?> application, String... settings) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(application)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "connections.pet-db.url=jdbc:postgresql://127.0.0.1:1/pets",
                        "connections.pet-db.username=scott",
                        "connections.pet-db.password=" + SECRET,
                        "connections.pet-db.recovery.ride-out=100ms")
                .properties(settings)
                .run();
    }

    @AfterEach
    void stop() {
        if (context != null) {
            SpringApplication.exit(context);
        }
    }

    private HttpResponse<String> send(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:"
                                        + context.getWebServer().getPort() + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/query",
                "/jdbc-client",
                "/wrapped",
                "/background",
                "/function",
                "/filtered",
                "/servlet",
                "/written-lazily",
                "/converted?pet=1"
            })
    void respondsWith503(String path) throws Exception {
        start(Application.class);
        HttpResponse<String> response = send(path);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Integer.parseInt(response.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(response.body())
                .contains("\"status\":503", "\"connection\":\"pet-db\"", "Connection 'pet-db' is unavailable")
                .doesNotContain(SECRET, "scott", "127.0.0.1", "postgresql");
    }

    @Test
    void respondsWith503InMockMvc() throws Exception {
        start(Application.class);
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).build();
        mvc.perform(get("/query"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.connection").value("pet-db"));
    }

    @ParameterizedTest
    @ValueSource(classes = {OwnAdvice.class, OwnCatchAll.class})
    void theApplicationsOwnHandlerWins(Class<?> advice) throws Exception {
        startWith(advice);
        assertThat(send("/query").statusCode()).isEqualTo(HttpStatus.GONE.value());
    }

    private void startWith(Class<?> advice) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class, advice)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "connections.pet-db.url=jdbc:postgresql://127.0.0.1:1/pets",
                        "connections.pet-db.recovery.ride-out=100ms")
                .run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pet-db", "defaults"})
    void isOffByProperty(String where) throws Exception {
        start(Application.class, "connections." + where + ".unavailable-response=false");
        assertThat(send("/query").statusCode()).isEqualTo(500);
    }

    @Test
    void otherFailuresStayAsTheyAre() throws Exception {
        start(Application.class);
        assertThat(send("/other").statusCode()).isEqualTo(500);
        assertThat(send("/converted?pet=none").statusCode()).isEqualTo(400);
    }

    @Test
    void aStatusOfTheApplicationWins() throws Exception {
        start(Application.class);
        assertThat(send("/bad-gateway").statusCode()).isEqualTo(502);
    }

    @Test
    void aPoolWithoutAFreeConnectionIsUnavailable() throws Exception {
        start(
                Application.class,
                "connections.pet-db.url=jdbc:h2:mem:busy",
                "connections.pet-db.pool.maximum-size=1",
                "connections.pet-db.pool.connection-timeout=2s",
                "connections.pet-db.pool.validation-timeout=250ms");
        SqlConnection petDb = context.getBean(SqlConnection.class);
        petDb.transaction(tx -> {
            tx.sql("select 1").value(Integer.class);
            HttpResponse<String> response = getUnchecked("/query");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        });
    }

    private HttpResponse<String> getUnchecked(String path) {
        try {
            return send(path);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        UnavailableConnectionAutoConfiguration.class
    })
    @Import(Pets.class)
    static class Application implements WebMvcConfigurer {

        private final ObjectProvider<SqlConnection> petDb;

        Application(ObjectProvider<SqlConnection> petDb) {
            this.petDb = petDb;
        }

        @Override
        public void addFormatters(FormatterRegistry registry) {
            registry.addConverter(String.class, Pet.class, text -> {
                int id = Integer.parseInt(text);
                return petDb.getObject()
                        .query("select id from pet where id = :id", Map.of("id", id), Pet.class)
                        .get(0);
            });
        }

        @Bean
        RouterFunction<ServerResponse> function(SqlConnection petDb) {
            return RouterFunctions.route()
                    .GET("/function", request -> ServerResponse.ok().body(petDb.query("select 1")))
                    .build();
        }

        @Bean
        FilterRegistrationBean<Filter> filter(SqlConnection petDb) {
            FilterRegistrationBean<Filter> registration =
                    new FilterRegistrationBean<>((request, response, chain) -> petDb.query("select 1"));
            registration.addUrlPatterns("/filtered");
            return registration;
        }

        @Bean
        ServletRegistrationBean<HttpServlet> servlet(SqlConnection petDb) {
            HttpServlet servlet = new HttpServlet() {
                private static final long serialVersionUID = 1;

                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                    petDb.query("select 1");
                }
            };
            return new ServletRegistrationBean<>(servlet, "/servlet");
        }
    }

    record Pet(int id) {}

    record LazyPet(Supplier<Object> loader) {

        public Object getName() {
            return loader.get();
        }
    }

    @RestController
    static class Pets {

        private final SqlConnection petDb;

        Pets(SqlConnection petDb) {
            this.petDb = petDb;
        }

        @GetMapping("/query")
        Object query() {
            return petDb.sql("select 1").value(Integer.class);
        }

        @GetMapping("/jdbc-client")
        Object jdbcClient() {
            return petDb.jdbcClient().sql("select 1").query(Integer.class).single();
        }

        @GetMapping("/wrapped")
        Object wrapped() {
            try {
                return query();
            } catch (RuntimeException ex) {
                throw new IllegalStateException("no pets for scott", ex);
            }
        }

        @GetMapping("/background")
        Callable<Object> background() {
            return this::query;
        }

        @GetMapping("/written-lazily")
        LazyPet writtenLazily() {
            return new LazyPet(this::query);
        }

        @GetMapping("/converted")
        Pet converted(@RequestParam Pet pet) {
            return pet;
        }

        @GetMapping("/bad-gateway")
        Object badGateway() {
            try {
                return query();
            } catch (RuntimeException ex) {
                throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "no pets", ex);
            }
        }

        @GetMapping("/other")
        Map<String, String> other() {
            throw new IllegalStateException("broken");
        }
    }

    @RestControllerAdvice
    static class OwnAdvice {

        @ExceptionHandler(ConnectionUnavailableException.class)
        @ResponseStatus(HttpStatus.GONE)
        void unavailable() {}
    }

    @RestControllerAdvice
    static class OwnCatchAll {

        @ExceptionHandler
        @ResponseStatus(HttpStatus.GONE)
        void any(Exception failure) {}
    }
}
