package dev.connections.autoconfigure.cache.pets;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A pet. */
@Table("PET")
public record CachedPet(@Id @Nullable Long id, String name) {}
