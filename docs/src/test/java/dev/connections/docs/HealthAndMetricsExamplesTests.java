package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ManagedConnection;
import dev.connections.sql.SqlConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The code and the settings of the page about health and metrics. */
class HealthAndMetricsExamplesTests {

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets");

    @Test
    void readinessDependsOnOneConnection() {
        try (ConfigurableApplicationContext context =
                run(WebApplicationType.NONE, "health-group.yml", "--management.endpoint.health.probes.enabled=true")) {
            context.getBean("petDb", SqlConnection.class).query("select 1");
            CompositeHealthDescriptor readiness = (CompositeHealthDescriptor)
                    context.getBean(HealthEndpoint.class).healthForPath("readiness");
            CompositeHealthDescriptor connections =
                    (CompositeHealthDescriptor) readiness.getComponents().get("connections");
            assertThat(connections.getComponents()).containsOnlyKeys("pet-db");
        }
    }

    @Test
    void theEndpointReadsAndDoesNotReset() throws Exception {
        try (ConfigurableApplicationContext context = run(
                WebApplicationType.SERVLET,
                "endpoint.yml",
                "--server.port=0",
                "--connections.pet-db.url=jdbc:h2:mem:endpoint-example")) {
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            List<String> commands = Files.readAllLines(SNIPPETS.resolve("endpoint.sh"));
            assertThat(statusOf(commands.get(0), port)).isEqualTo(200);
            assertThat(statusOf(commands.get(1), port)).isEqualTo(200);
            assertThat(commands.get(2)).contains("-X POST");
            assertThat(statusOf(commands.get(2), port)).isEqualTo(405);
        }
    }

    @Test
    void customGaugesAreMetrics() {
        try (ConfigurableApplicationContext context =
                run(WebApplicationType.NONE, "endpoint.yml", "--spring.main.sources=" + Post.class.getName())) {
            ManagedConnection<PostFactory.Post> post = post(context);
            post.run(PostFactory.Post::send);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("connections.letters.sent")
                            .tag("connection", "post")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
    }

    @SuppressWarnings("unchecked")
    private static ManagedConnection<PostFactory.Post> post(ConfigurableApplicationContext context) {
        return (ManagedConnection<PostFactory.Post>) context.getBean("post");
    }

    @Test
    void aConventionLeavesOutTheQueryText() {
        try (ConfigurableApplicationContext context = run(
                WebApplicationType.NONE,
                "endpoint.yml",
                "--spring.main.sources=" + ObservationNames.class.getName(),
                "--connections.pet-db.url=jdbc:h2:mem:observation-example")) {
            Contexts contexts = new Contexts();
            context.getBean(ObservationRegistry.class).observationConfig().observationHandler(contexts);
            context.getBean(SqlConnection.class).query("select 1");
            assertThat(contexts.seen).singleElement().satisfies(seen -> assertThat(seen.getHighCardinalityKeyValues())
                    .isEmpty());
        }
    }

    private static int statusOf(String curl, String port) throws IOException, InterruptedException {
        String url = curl.substring(curl.lastIndexOf(' ') + 1).replace("8080", port);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + url));
        if (curl.contains("-X POST")) {
            request.POST(BodyPublishers.noBody());
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static ConfigurableApplicationContext run(WebApplicationType type, String snippet, String... arguments) {
        SpringApplication application = new SpringApplication(PetApplication.class);
        application.setWebApplicationType(type);
        String[] all = new String[arguments.length + 1];
        all[0] = "--spring.config.location=file:" + SNIPPETS.resolve(snippet);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return application.run(all);
    }

    /** Makes the connection {@code post}. */
    static class Post {

        @Bean
        PostFactory postConnectionFactory() {
            return new PostFactory();
        }
    }

    /** Keeps what was observed. */
    private static final class Contexts implements ObservationHandler<Observation.Context> {

        private final List<Observation.Context> seen = new CopyOnWriteArrayList<>();

        @Override
        public void onStop(Observation.Context context) {
            seen.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
