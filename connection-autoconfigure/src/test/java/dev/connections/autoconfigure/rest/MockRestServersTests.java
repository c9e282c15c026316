package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withNoContent;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withResourceNotFound;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withUnauthorizedRequest;

import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import dev.connections.test.AutoConfigureConnections;
import dev.connections.test.ConnectionsTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.restclient.test.autoconfigure.AutoConfigureMockRestServiceServer;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST connections with Spring's mock server. */
class MockRestServersTests {

    @Nested
    @RestClientTest(
            properties = {
                "connections.weather.url=https://weather.invalid/v1",
                "connections.weather.auth.type=bearer",
                "connections.weather.password=token",
                "connections.weather.health.path=/health"
            })
    @ContextConfiguration(classes = NoComponents.class)
    class OfOneConnection {

        @Autowired
        private RestConnection weather;

        @Autowired
        private MockRestServiceServer server;

        @Test
        void answersItsRequestsWithItsCredentials() {
            server.expect(requestTo("https://weather.invalid/v1/forecast"))
                    .andExpect(header("Authorization", "Bearer token"))
                    .andRespond(withSuccess("{\"celsius\": 21}", MediaType.APPLICATION_JSON));
            assertThat(weather.get("/forecast", Forecast.class)).isEqualTo(new Forecast(21));
            server.verify();
        }

        @Test
        void isResetForEachTest() {
            server.expect(requestTo("https://weather.invalid/v1/other"))
                    .andRespond(withSuccess("other", MediaType.TEXT_PLAIN));
            assertThat(weather.restClient().get().uri("/other").retrieve().body(String.class))
                    .isEqualTo("other");
        }
    }

    @Nested
    @ConnectionsTest(
            properties = {
                "connections.weather.url=https://weather.invalid",
                "connections.city-map.url=https://maps.invalid"
            })
    @AutoConfigureMockRestServiceServer
    @ContextConfiguration(classes = NoComponents.class)
    class OfSeveralConnections {

        @Autowired
        private RestConnection weather;

        @Autowired
        private RestConnection cityMap;

        @Autowired
        private MockRestConnections mocks;

        @Test
        void eachHasAServer() {
            mocks.server("weather")
                    .expect(requestTo("https://weather.invalid/a"))
                    .andRespond(withResourceNotFound());
            mocks.server("cityMap")
                    .expect(requestTo("https://maps.invalid/a"))
                    .andRespond(withSuccess("map", MediaType.TEXT_PLAIN));
            assertThatExceptionOfType(RestException.class).isThrownBy(() -> weather.get("/a", String.class));
            assertThat(cityMap.get("/a", String.class)).isEqualTo("map");
            mocks.server("city-map").verify();
        }

        @Test
        void anUnknownNameIsAnError() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mocks.server("wether"))
                    .withMessage(
                            "There is no REST connection 'wether'. The REST connections are: [city-map, weather].");
        }
    }

    @Nested
    @WebMvcTest(
            controllers = Shop.class,
            properties = {
                "connections.shop.url=https://shop.invalid",
                "connections.shop.auth.type=basic",
                "connections.shop.health.path=/me",
                "connections.shop.login.paths=/orders",
                "connections.shop.login.refusal-time=0s"
            })
    @AutoConfigureConnections
    @AutoConfigureMockRestServiceServer
    @ContextConfiguration(classes = Shop.class)
    class OfAConnectionWithLogin {

        private static final String BASIC = "Basic " + HttpHeaders.encodeBasicAuth("alice", "in wonderland", null);

        @Autowired
        private MockMvcTester mvc;

        @Autowired
        private MockRestServiceServer server;

        @Test
        void receivesTheHealthRequestOfALogin() {
            server.expect(requestTo("https://shop.invalid/me"))
                    .andExpect(header("Authorization", BASIC))
                    .andRespond(withNoContent());
            server.expect(requestTo("https://shop.invalid/orders"))
                    .andExpect(header("Authorization", BASIC))
                    .andRespond(withSuccess("3 orders", MediaType.TEXT_PLAIN));
            MvcTestResult login = logIn();
            assertThat(login).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(mvc.get().uri("/orders").session(session(login)))
                    .hasStatusOk()
                    .hasBodyTextEqualTo("3 orders");
            server.verify();
        }

        @Test
        void refusesALogin() {
            server.expect(requestTo("https://shop.invalid/me")).andRespond(withUnauthorizedRequest());
            MvcTestResult login = logIn();
            assertThat(login).hasStatus(HttpStatus.UNAUTHORIZED);
            assertThat(mvc.get().uri("/orders").session(session(login))).hasStatus(HttpStatus.UNAUTHORIZED);
            server.verify();
        }

        private MvcTestResult logIn() {
            return mvc.post()
                    .uri("/connections/shop/login")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"user\": \"alice\", \"password\": \"in wonderland\"}")
                    .exchange();
        }

        private static MockHttpSession session(MvcTestResult result) {
            return (MockHttpSession) result.getRequest().getSession();
        }
    }

    record Forecast(int celsius) {}

    @RestController
    static class Shop {

        private final RestConnection shop;

        Shop(RestConnection shop) {
            this.shop = shop;
        }

        @GetMapping("/orders")
        String orders() {
            return shop.get("/orders", String.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoComponents {}
}
