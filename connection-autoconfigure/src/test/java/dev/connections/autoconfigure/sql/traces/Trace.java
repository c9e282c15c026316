package dev.connections.autoconfigure.sql.traces;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

@Table
public record Trace(@Id Integer id) {}
