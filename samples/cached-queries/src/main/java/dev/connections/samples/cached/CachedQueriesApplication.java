package dev.connections.samples.cached;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves pet owners out of a cache. */
@SpringBootApplication
public class CachedQueriesApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(CachedQueriesApplication.class, args);
    }
}
