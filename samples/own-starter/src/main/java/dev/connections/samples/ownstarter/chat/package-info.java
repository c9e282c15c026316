/** The connection type {@code chat}, which uses every capability of the API for connection types. */
@NullMarked
package dev.connections.samples.ownstarter.chat;

import org.jspecify.annotations.NullMarked;
