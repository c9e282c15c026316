package dev.connections.sql.pets;

import org.springframework.data.relational.core.mapping.Table;

/** A part of the aggregate {@link Owner}. */
@Table
public record Pet(String name) {}
