package dev.connections.samples.weather;

import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

// tag::controller[]
@RestController
class WeatherReports {

    private final RestConnection weather;

    WeatherReports(RestConnection weather) {
        this.weather = weather;
    }

    @GetMapping("/weather")
    Weather of(@RequestParam String city) {
        return weather.get("/weather")
                .param("q", city) // encoded, whatever a user enters
                .ttl(Duration.ofMinutes(10)) // the provider is called once in ten minutes
                .as(Weather.class);
    }

    @ExceptionHandler
    ProblemDetail failed(RestException failure) {
        boolean unknown = failure.status() == HttpStatus.NOT_FOUND;
        return ProblemDetail.forStatusAndDetail(
                unknown ? HttpStatus.NOT_FOUND : HttpStatus.BAD_GATEWAY,
                unknown ? "There is no such city." : "The provider does not answer as it should.");
    }
}
// end::controller[]
