package dev.connections.samples.repositories.pets;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** Somebody with a pet. */
@Table
public record Owner(@Id @Nullable Long id, String person, String pet) {}
