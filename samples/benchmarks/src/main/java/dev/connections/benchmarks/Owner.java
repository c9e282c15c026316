package dev.connections.benchmarks;

import java.time.LocalDateTime;
import org.springframework.data.annotation.Id;

/** A row of the table that all benchmarks read. */
record Owner(@Id long id, String name, String city, int age, double weight, LocalDateTime lastSeen) {}
