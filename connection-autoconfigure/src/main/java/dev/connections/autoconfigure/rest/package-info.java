/** Auto-configuration of connections to HTTP services. */
@NullMarked
package dev.connections.autoconfigure.rest;

import org.jspecify.annotations.NullMarked;
