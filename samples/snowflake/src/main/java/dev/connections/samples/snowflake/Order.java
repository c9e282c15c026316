package dev.connections.samples.snowflake;

import java.math.BigDecimal;
import java.time.LocalDate;

record Order(long id, String clerk, BigDecimal amount, LocalDate placedOn) {}
