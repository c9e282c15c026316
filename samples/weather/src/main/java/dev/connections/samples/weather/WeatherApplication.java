package dev.connections.samples.weather;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves the weather of cities, from OpenWeather or from a built-in provider that speaks as it does. */
@SpringBootApplication
public class WeatherApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(WeatherApplication.class);
        application.addInitializers(new BuiltInProvider());
        application.run(args);
    }
}
