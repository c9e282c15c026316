package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.login.LoginAutoConfiguration;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Users who log in to a service. */
class RestLoginTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RestConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    LoginAutoConfiguration.class));

    @Test
    void aLoginNeedsSomethingThatIsAskedWithWhatTheUserEnters() {
        try (HttpService service = HttpService.answering(call -> HttpAnswer.status(200))) {
            WebApplicationContextRunner api = runner.withPropertyValues(
                    "connections.api.url=" + service.url(), "connections.api.login.paths=/reports/**");
            api.run(context -> assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("'login' would accept every user")
                    .hasStackTraceContaining("'health.path'"));
            api.withPropertyValues("connections.api.health.path=/me")
                    .run(context -> assertThat(context).hasNotFailed());
        }
    }
}
