/** Who a connection is opened as. */
@NullMarked
package dev.connections.credentials;

import org.jspecify.annotations.NullMarked;
