package dev.connections.cache.advice.pets;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A pet. */
@Table
public record Pet(@Id @Nullable Long id, String name) {}
