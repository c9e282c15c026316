package dev.connections.samples.weather;

import java.util.List;

/** What the provider says of a city, as far as it is shown. */
// tag::weather[]
record Weather(String name, Measured main, List<Sky> weather) {

    record Measured(double temp, int humidity) {}

    record Sky(String description) {}
}
// end::weather[]
