package dev.connections.autoconfigure.sql.pets;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

@Table
public record Pet(@Id @Nullable Long id, String name) {}
