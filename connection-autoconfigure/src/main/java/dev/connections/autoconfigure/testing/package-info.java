/** Test support for the authors of connection types. Needs JUnit Jupiter. All public types are API. */
@NullMarked
package dev.connections.autoconfigure.testing;

import org.jspecify.annotations.NullMarked;
