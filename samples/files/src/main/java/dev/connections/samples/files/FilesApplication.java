package dev.connections.samples.files;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Shows files, and accepts others. */
@SpringBootApplication
public class FilesApplication {

    /** Starts the application. */
    public static void main(String[] args) {
        SpringApplication.run(FilesApplication.class, args);
    }
}
