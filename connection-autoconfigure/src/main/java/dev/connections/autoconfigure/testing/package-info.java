/** Test support for the authors of connection types. Needs JUnit Jupiter. */
@NullMarked
package dev.connections.autoconfigure.testing;

import org.jspecify.annotations.NullMarked;
