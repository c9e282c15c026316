/** Real databases for tests. Packaged for the tests of the other modules too. */
@NullMarked
package dev.connections.testing;

import org.jspecify.annotations.NullMarked;
