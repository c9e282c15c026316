package dev.connections.test;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application of which tests take slices. */
@SpringBootApplication
class ShopApplication {}
