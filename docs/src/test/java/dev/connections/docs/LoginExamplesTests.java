package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.RequiresLogin;
import dev.connections.sql.SqlConnection;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The code and the settings of the page about logins. */
class LoginExamplesTests {

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private Connection owner;

    private ConfigurableApplicationContext context;

    @BeforeEach
    void start() throws Exception {
        owner = DriverManager.getConnection("jdbc:h2:mem:login-examples", "owner", "owner");
        try (Statement statement = owner.createStatement()) {
            statement.execute("create user if not exists mary password 'wool'");
        }
        context = SpringApplication.run(
                Application.class,
                "--spring.config.location="
                        + SNIPPETS.resolve("login-async.yml").toUri(),
                "--server.port=0",
                "--connections.warehouse.dialect=h2",
                "--connections.warehouse.database=mem:login-examples",
                "--connections.warehouse.login.options.query.ifexists=true");
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        owner.close();
    }

    @Test
    void aControllerIsGatedAndTellsWhereToLogIn() throws Exception {
        HttpResponse<String> gated = get("/stock");
        assertThat(gated.statusCode()).isEqualTo(401);
        assertThat(json(gated.body())).isEqualTo(json(Files.readString(SNIPPETS.resolve("login-required.json"))));
        logIn();
        assertThat(get("/stock").body()).isEqualTo("MARY");
    }

    @Test
    void workInTheBackgroundIsForTheUser() throws Exception {
        logIn();
        assertThat(get("/stock/background").body()).isEqualTo("MARY");
    }

    @Test
    void aTokenOpensTheConnection() {
        try (ConfigurableApplicationContext other = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location="
                        + SNIPPETS.resolve("login-oauth2.yml").toUri())) {
            LoginTarget target = other.getBean(LoginConnections.class).target("warehouse");
            assertThat(target.oauth2()).isEqualTo("company");
            assertThat(target.paths()).containsExactly("/reports/**");
        }
    }

    private void logIn() throws Exception {
        HttpRequest.Builder login = request("/connections/warehouse/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"user\": \"mary\", \"password\": \"wool\"}"));
        assertThat(http.send(login.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    @Import({Stock.class, StockCount.class})
    static class Application {}

    // tag::controller[]
    @RestController
    @RequiresLogin("warehouse")
    static class Stock {
        // end::controller[]

        private final SqlConnection warehouse;

        private final StockCount count;

        Stock(SqlConnection warehouse, StockCount count) {
            this.warehouse = warehouse;
            this.count = count;
        }

        // tag::controller[]

        @GetMapping("/stock")
        String stock() {
            return warehouse.sql("select current_user").value(String.class);
        }
        // end::controller[]

        @GetMapping("/stock/background")
        String background() throws ExecutionException, InterruptedException {
            return count.count().get();
        }
        // tag::controller[]
    }
    // end::controller[]

    static class StockCount {

        private final SqlConnection warehouse;

        StockCount(SqlConnection warehouse) {
            this.warehouse = warehouse;
        }

        @Async
        public CompletableFuture<String> count() {
            return CompletableFuture.completedFuture(
                    warehouse.sql("select current_user").value(String.class));
        }
    }
}
