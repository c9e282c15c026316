package dev.connections.samples.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rest.RestConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Where the sample leads users of GitHub and Google, without asking these. */
class ProvidersTests {

    @ParameterizedTest
    @ValueSource(strings = {"github", "google"})
    void usersAreTakenToTheProviderOfTheProfile(String provider) throws Exception {
        String prefix = "--" + provider.toUpperCase(Locale.ROOT);
        try (ServletWebServerApplicationContext context =
                (ServletWebServerApplicationContext) new SpringApplicationBuilder(OAuthApplication.class)
                        .initializers(new BuiltInAccounts())
                        .profiles(provider)
                        .run(
                                "--server.port=0",
                                "--connections.account.start=lazy",
                                prefix + "_ID=id-of-the-sample",
                                prefix + "_SECRET=s3cret")) {
            assertThat(context.getBean(RestConnection.class).type()).isEqualTo("rest");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:"
                                            + context.getWebServer().getPort() + "/oauth2/authorization/" + provider))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .startsWith("https://")
                    .contains(provider)
                    .contains("client_id=id-of-the-sample")
                    .doesNotContain("s3cret");
        }
    }
}
