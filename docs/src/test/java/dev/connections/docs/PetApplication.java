package dev.connections.docs;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The application that the examples run in. */
@EnableAutoConfiguration
@SpringBootConfiguration(proxyBeanMethods = false)
class PetApplication {}
