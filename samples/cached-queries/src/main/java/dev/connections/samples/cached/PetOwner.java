package dev.connections.samples.cached;

record PetOwner(String person, String pet) {}
