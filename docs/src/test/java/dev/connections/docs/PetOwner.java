package dev.connections.docs;

// tag::record[]
record PetOwner(String person, String pet) {}
// end::record[]
