/** An HTTP service for tests. */
@NullMarked
package dev.connections.testing.http;

import org.jspecify.annotations.NullMarked;
