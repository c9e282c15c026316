package dev.connections.autoconfigure.sql.orders;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

@Table
public record Purchase(@Id @Nullable Long id, String item) {}
