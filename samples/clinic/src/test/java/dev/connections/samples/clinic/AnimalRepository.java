package dev.connections.samples.clinic;

import org.springframework.data.repository.CrudRepository;

interface AnimalRepository extends CrudRepository<Animal, Long> {}
