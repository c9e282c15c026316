/**
 * Connections to HTTP services. API: {@link dev.connections.rest.RestConnection}, its requests and exceptions; the settings are those of its
 * properties. The sub-packages are internal.
 */
@NullMarked
package dev.connections.rest;

import org.jspecify.annotations.NullMarked;
