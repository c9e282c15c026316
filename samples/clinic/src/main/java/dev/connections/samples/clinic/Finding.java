package dev.connections.samples.clinic;

record Finding(long patient, String finding) {}
