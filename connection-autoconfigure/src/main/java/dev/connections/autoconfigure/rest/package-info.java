/** Auto-configuration of the type {@code rest}: properties, HTTP clients and HTTP interfaces. */
@NullMarked
package dev.connections.autoconfigure.rest;

import org.jspecify.annotations.NullMarked;
