package dev.connections.samples.login;

import java.math.BigDecimal;

record Order(int id, String customer, BigDecimal amount) {}
