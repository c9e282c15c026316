package dev.connections.samples.quickstart;

// tag::row[]
record PetOwner(String person, String pet) {}
// end::row[]
